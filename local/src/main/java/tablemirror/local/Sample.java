package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** 10,000 cities of all countries, from GeoNames (CC BY 4.0, see NOTICE beside the data), as items of a table. */
final class Sample {
    static final String PARTITION_KEY = "cityId:S";

    private static final String RESOURCE = "cities.ndjson.gz";

    private Sample() {}

    static List<Map<String, AttributeValue>> items() {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Sample.class.getResourceAsStream(RESOURCE), RESOURCE);
                var lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                items.add(item(Json.parse(line.getBytes(StandardCharsets.UTF_8))));
            }
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static Map<String, AttributeValue> item(JsonNode city) {
        JsonNode location = city.path("location");
        return Map.of(
                "cityId", text(city, "cityId"),
                "name", text(city, "name"),
                "country", text(city, "country"),
                "admin1", text(city, "admin1"),
                "location",
                        AttributeValue.fromM(Map.of("lat", number(location, "lat"), "lon", number(location, "lon"))));
    }

    private static AttributeValue text(JsonNode city, String field) {
        return AttributeValue.fromS(city.path(field).asText());
    }

    private static AttributeValue number(JsonNode location, String field) {
        return AttributeValue.fromN(location.path(field).asText());
    }
}
