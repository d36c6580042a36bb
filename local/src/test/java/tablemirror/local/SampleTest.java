package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SampleTest {
    @Test
    void thereAreTenThousandCitiesOfAllCountries() {
        var items = Sample.items();

        assertEquals(
                10_000,
                items.stream().map(item -> item.get("cityId")).distinct().count());
        assertEquals(
                246, items.stream().map(item -> item.get("country")).distinct().count());
    }

    @Test
    void locationIsAMapOfTwoNumbers() {
        var first = Sample.items().getFirst();

        assertEquals(Set.of("cityId", "name", "country", "admin1", "location"), first.keySet());
        assertEquals(
                AttributeValue.fromM(
                        Map.of("lat", AttributeValue.fromN("42.53176"), "lon", AttributeValue.fromN("1.56654"))),
                first.get("location"));
    }
}
