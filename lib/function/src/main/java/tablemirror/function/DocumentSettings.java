package tablemirror.function;

import tablemirror.change.DocumentTransformer;
import tablemirror.change.Documents;
import tablemirror.change.Fields;
import tablemirror.change.KeySchema;

/** What documents are made of, as every function is told that writes or compares them. */
public record DocumentSettings(String timestampField, Documents documents) {

    /** Reads TIMESTAMP_FIELD and the rules FIELDS_*; what is wrong is left with the reader. */
    public static DocumentSettings read(SettingsReader in, KeySchema keys) {
        String timestampField = in.text("TIMESTAMP_FIELD");
        Fields fields = Fields.all();
        try {
            fields = Fields.of(
                    keys,
                    timestampField,
                    in.list("FIELDS_INCLUDE"),
                    in.list("FIELDS_EXCLUDE"),
                    in.list("FIELDS_RENAME"));
        } catch (IllegalArgumentException e) {
            in.wrong(String.valueOf(e.getMessage()));
        }
        return new DocumentSettings(
                timestampField, new Documents(keys, timestampField, fields, DocumentTransformer.installed()));
    }
}
