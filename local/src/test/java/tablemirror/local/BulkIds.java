package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads from a bulk request's body which documents it is about. */
final class BulkIds {
    private BulkIds() {}

    /** The document id of each operation, in order. */
    static List<String> of(byte[] body) throws IOException {
        List<String> ids = new ArrayList<>();
        Iterator<String> lines =
                new String(body, StandardCharsets.UTF_8).lines().iterator();
        while (lines.hasNext()) {
            JsonNode action = Json.parse(lines.next().getBytes(StandardCharsets.UTF_8));
            String name = action.fieldNames().next();
            ids.add(action.path(name).path("_id").asText());
            if (!name.equals("delete")) {
                // Its document.
                lines.next();
            }
        }
        return ids;
    }
}
