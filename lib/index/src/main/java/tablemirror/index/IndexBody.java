package tablemirror.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings and mappings an index is created from: the default body ({@code default-index.json}, made to take every legal
 * DynamoDB item) or one that was given. Aliases are not part of it, they are set when the index is made. Immutable.
 */
public record IndexBody(String json) {
    private static final JsonFactory JSON = new JsonFactory();

    public IndexBody {
        try (JsonParser parser = JSON.createParser(json)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            if (!isObject || parser.nextToken() != null) {
                throw new IllegalArgumentException("index body is not one JSON object: " + json);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("index body is not JSON: " + e.getMessage(), e);
        }
    }

    /**
     * The default body.
     *
     * @param timestampField the field of the time of indexing, mapped as a date
     * @param gcDeletes how long OpenSearch remembers the version of a deleted document
     */
    public static IndexBody standard(String timestampField, Duration gcDeletes) {
        try (InputStream in = IndexBody.class.getResourceAsStream("default-index.json")) {
            if (in == null) {
                throw new IllegalStateException("default-index.json is missing beside " + IndexBody.class);
            }
            String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new IndexBody(template.replace("${gcDeletes}", gcDeletes.toMillis() + "ms")
                    .replace(
                            "${timestampField}",
                            new String(JsonStringEncoder.getInstance().quoteAsString(timestampField))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request body that creates the index, and with it the alias of which it is the write index. */
    byte[] withAlias(String alias) {
        return with(Optional.of(alias));
    }

    /** The request body that creates the index, and no alias. */
    byte[] withoutAlias() {
        return with(Optional.empty());
    }

    private byte[] with(Optional<String> alias) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(out);
                JsonParser parser = JSON.createParser(json)) {
            generator.writeStartObject();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals("aliases")) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    generator.copyCurrentStructure(parser);
                }
            }
            if (alias.isPresent()) {
                generator.writeObjectFieldStart("aliases");
                generator.writeObjectFieldStart(alias.get());
                generator.writeBooleanField("is_write_index", true);
                generator.writeEndObject();
                generator.writeEndObject();
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
