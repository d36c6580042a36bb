package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;

/** What a scroll answers when the node that held it is gone. */
class SlicesTest {
    private static final String SOME_SHARDS_ONLY =
            "{\"_scroll_id\":\"p\",\"timed_out\":false,\"_shards\":{\"failed\":1},\"hits\":{\"total\":{\"value\":3},\"hits\":[]}}";

    private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), new HandTicker());

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void aPlaceThatIsGoneIsLost(int status) {
        assertThrows(Slices.Lost.class, () -> answering(status, "{}").next("p", deadline));
    }

    @Test
    void aPageOfSomeShardsOnlyCannotBeReadAgainAndSoIsLost() {
        assertThrows(Slices.Lost.class, () -> answering(200, SOME_SHARDS_ONLY).next("p", deadline));
    }

    @Test
    void aBusyOpenSearchIsAskedAgainForTheSamePage() {
        assertNotLost(() -> answering(503, "{}").next("p", deadline));
        assertNotLost(() -> answering(429, "{}").next("p", deadline));
        assertNotLost(() -> answering(200, SOME_SHARDS_ONLY).first(0, 1, 10, deadline));
    }

    private static void assertNotLost(Executable page) {
        assertEquals(IOException.class, assertThrows(IOException.class, page).getClass());
    }

    private static Slices answering(int status, String body) {
        return new Slices((request, deadline) -> new Reply(status, body.getBytes(UTF_8)), "things", List.of("id"));
    }
}
