package tablemirror.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    @Test
    void oneMessageNamesEveryMistake() {
        SettingsReader in = new SettingsReader(Map.of("RATE", "0", "SIZE", "many", "ENDPOINT", "ftp://x", "KEY", ""));
        in.text("TABLE");
        in.text("KEY");
        in.wholeNumber("RATE", 1, 100);
        in.wholeNumber("SIZE", 1, 10);
        in.endpoint("ENDPOINT");
        in.wrong("A and B contradict");
        assertEquals(
                "wrong settings: TABLE is not set; KEY is not set; RATE is 0, must be a whole number in 1..100; "
                        + "SIZE is many, must be a whole number in 1..10; "
                        + "ENDPOINT is ftp://x, must be http:// or https://, a host and no path; "
                        + "A and B contradict. They come from the parameters of template.yaml.",
                assertThrows(IllegalArgumentException.class, in::refuseIfWrong).getMessage());
    }

    @Test
    void bothBoundsAreAllowed() {
        SettingsReader in = new SettingsReader(Map.of("LOW", "1", "HIGH", "100"));
        assertEquals(1, in.wholeNumber("LOW", 1, 100));
        assertEquals(100, in.wholeNumber("HIGH", 1, 100));
        in.refuseIfWrong();
    }

    @Test
    void anEndpointWithoutASchemeIsHttps() {
        SettingsReader in = new SettingsReader(Map.of("A", "search.example", "B", "http://127.0.0.1:9200/"));
        assertEquals(URI.create("https://search.example"), in.endpoint("A"));
        assertEquals(URI.create("http://127.0.0.1:9200/"), in.endpoint("B"));
        in.refuseIfWrong();
    }

    @Test
    void anEndpointWithMoreThanAHostIsRefused() {
        for (String bad : List.of("https://host/path", "https://host?a=b", "https://", "http://a b")) {
            SettingsReader in = new SettingsReader(Map.of("ENDPOINT", bad));
            in.endpoint("ENDPOINT");
            assertThrows(IllegalArgumentException.class, in::refuseIfWrong, bad);
        }
    }

    @Test
    void emptyIsAbsent() {
        assertNull(new SettingsReader(Map.of("SORT_KEY", "")).optionalText("SORT_KEY"));
    }
}
