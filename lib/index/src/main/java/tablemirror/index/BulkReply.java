package tablemirror.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reply to a bulk, read: its items in the order of the operations, or the one error of the whole request. Fields it does
 * not know are skipped. Immutable.
 */
record BulkReply(List<Item> items, Optional<Fault> fault) {
    private static final JsonFactory JSON = new JsonFactory();

    /** @param index the index that took or refused it, behind whatever alias; empty where the reply does not say */
    record Item(int status, Optional<Fault> fault, String index) {
        Item(int status, Optional<Fault> fault) {
            this(status, fault, "");
        }
    }

    BulkReply {
        items = List.copyOf(items);
    }

    /**
     * Reads a body.
     *
     * @throws IOException when it is not a JSON object, as with a proxy's page
     */
    static BulkReply read(byte[] body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            List<Item> items = new ArrayList<>();
            Optional<Fault> fault = Optional.empty();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("items")) {
                    items = readItems(json);
                } else if (name.equals("error")) {
                    fault = Optional.of(readFault(json));
                } else {
                    json.skipChildren();
                }
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT);
            return new BulkReply(items, fault);
        }
    }

    private static List<Item> readItems(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        List<Item> items = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            // {"index": {...}} or {"delete": {...}}: which one is known from the operation.
            expect(json, json.nextToken(), JsonToken.FIELD_NAME);
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            items.add(readItem(json));
            expect(json, json.nextToken(), JsonToken.END_OBJECT);
        }
        expect(json, json.currentToken(), JsonToken.END_ARRAY);
        return items;
    }

    private static Item readItem(JsonParser json) throws IOException {
        int status = 0;
        Optional<Fault> fault = Optional.empty();
        String index = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "status" -> status = json.getIntValue();
                case "error" -> fault = Optional.of(readFault(json));
                case "_index" -> index = json.getValueAsString("");
                default -> json.skipChildren();
            }
        }
        return new Item(status, fault, index);
    }

    /** An error is an object, or in some replies only a text. */
    static Fault readFault(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String reason = json.currentToken().isScalarValue() ? json.getText() : "";
            json.skipChildren();
            return new Fault("", reason, "", "");
        }
        String type = "";
        String reason = "";
        Fault cause = new Fault("", "", "", "");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "type" -> type = json.getValueAsString("");
                case "reason" -> reason = json.getValueAsString("");
                case "caused_by" -> cause = readFault(json);
                default -> json.skipChildren();
            }
        }
        return new Fault(type, reason, cause.type(), cause.fullReason());
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken expected) throws JsonParseException {
        if (found != expected) {
            throw new JsonParseException(json, "not a reply to a bulk: %s where %s was due".formatted(found, expected));
        }
    }
}
