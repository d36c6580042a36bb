package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final Parameters PARAMETERS = new Parameters(TemplateFile.parse("""
            Name: {Type: String, AllowedPattern: "^[a-z]+$", MinLength: 2, MaxLength: 4}
            Rate: {Type: Number, Default: 500, MinValue: 1, MaxValue: 1000}
            Level: {Type: String, Default: INFO, AllowedValues: [INFO, WARN]}
            """, "parameters"));

    @Test
    void defaultsStandForWhatIsNotGiven() {
        assertEquals(
                Map.of("Name", "abc", "Rate", "500", "Level", "WARN"),
                PARAMETERS.values(Map.of("Name", "abc", "Level", "WARN")));
    }

    private record Case(String name, String value, String fault) {}

    @Test
    void eachBoundHoldsAtItAndOnePastIt() {
        List.of(
                        new Case("Rate", "1", ""),
                        new Case("Rate", "1000", ""),
                        new Case("Name", "ab", ""),
                        new Case("Name", "abcd", ""))
                .forEach(each -> assertEquals(
                        each.value(), PARAMETERS.values(given(each)).get(each.name())));
        List.of(
                        new Case("Rate", "0", "parameter Rate is '0', must be at least 1"),
                        new Case("Rate", "1001", "parameter Rate is '1001', must be at most 1000"),
                        new Case("Rate", "x", "parameter Rate is 'x', must be a number"),
                        new Case("Name", "a", "parameter Name is 'a', must have at least 2 characters"),
                        new Case("Name", "abcde", "parameter Name is 'abcde', must have at most 4 characters"),
                        new Case("Name", "ABC", "parameter Name is 'ABC', must match ^[a-z]+$"),
                        new Case("Level", "info", "parameter Level is 'info', must be one of [INFO, WARN]"),
                        new Case("Nope", "1", "parameter Nope is unknown, the template has Name, Rate, Level"))
                .forEach(each -> assertEquals(
                        each.fault(),
                        assertThrows(UsageError.class, () -> PARAMETERS.values(given(each)))
                                .getMessage()));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var error = assertThrows(UsageError.class, () -> PARAMETERS.values(Map.of("Rate", "0", "Level", "x")));

        assertEquals(
                "parameter Level is 'x', must be one of [INFO, WARN]; parameter Rate is '0', must be at least 1;"
                        + " parameter Name has no default and no value: give it with --parameter Name=...",
                error.getMessage());
    }

    private static Map<String, String> given(Case each) {
        Map<String, String> given = new HashMap<>(Map.of("Name", "abc"));
        given.put(each.name(), each.value());
        return given;
    }
}
