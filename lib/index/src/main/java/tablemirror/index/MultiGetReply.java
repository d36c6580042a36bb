package tablemirror.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tablemirror.index.DocumentReader.Stored;

/** A reply to a multi-get, read: what is stored, by id, the sources cut out of the body as they are. Stateless. */
final class MultiGetReply {
    /** An attribute's name may have 64 KiB, more than the parser takes by itself. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(1 << 16).build())
            .build();

    private static final byte[] NO_SOURCE = {};

    private MultiGetReply() {}

    /**
     * Reads a body.
     *
     * @throws IOException when it is no such reply, tells of an error, or finds a document without its source
     */
    static Map<String, Stored> read(byte[] body) throws IOException {
        Map<String, Stored> stored = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean docs = json.currentName().equals("docs");
                json.nextToken();
                if (docs) {
                    expect(json, json.currentToken(), JsonToken.START_ARRAY);
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        readDocument(json, body, stored);
                    }
                    expect(json, json.currentToken(), JsonToken.END_ARRAY);
                } else {
                    json.skipChildren();
                }
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT);
        }
        return stored;
    }

    private static void readDocument(JsonParser json, byte[] body, Map<String, Stored> stored) throws IOException {
        String id = "";
        long version = -1;
        boolean found = false;
        byte[] source = NO_SOURCE;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "_id" -> id = json.getText();
                case "_version" -> version = json.getLongValue();
                case "found" -> found = json.getBooleanValue();
                case "_source" -> source = cut(json, body);
                case "error" -> throw new IOException("document %s: %s".formatted(id, BulkReply.readFault(json)));
                default -> json.skipChildren();
            }
        }
        if (found && (version < 0 || source.length == 0)) {
            throw new IOException("document %s comes without %s: the index must keep _source"
                    .formatted(id, version < 0 ? "its version" : "its source"));
        }
        stored.put(id, found ? new Stored.Present(version, source) : new Stored.Absent());
    }

    /** The bytes of the value the parser stands at. */
    private static byte[] cut(JsonParser json, byte[] body) throws IOException {
        long from = json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        return Arrays.copyOfRange(body, (int) from, (int) json.currentLocation().getByteOffset());
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken expected) throws JsonParseException {
        if (found != expected) {
            throw new JsonParseException(
                    json, "not a reply to a multi-get: %s where %s was due".formatted(found, expected));
        }
    }
}
