package tablemirror.function;

import tablemirror.change.KeySchema;

/** Which table is mirrored, as every function is told. */
public record TableSettings(String name, KeySchema keys) {

    /** Reads TABLE_NAME, PARTITION_KEY and SORT_KEY; what is wrong is left with the reader. */
    public static TableSettings read(SettingsReader in) {
        String name = in.text("TABLE_NAME");
        String partitionKey = in.text("PARTITION_KEY");
        String sortKey = in.optionalText("SORT_KEY");
        try {
            return new TableSettings(name, new KeySchema(partitionKey, sortKey));
        } catch (IllegalArgumentException e) {
            if (!partitionKey.isEmpty()) {
                in.wrong("PARTITION_KEY and SORT_KEY are both %s, must differ".formatted(partitionKey));
            }
            return new TableSettings(name, new KeySchema("unknown", null));
        }
    }
}
