package tablemirror.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;

/**
 * An OpenSearch without a server: answers as the test says and remembers what it was sent. Each request takes a second on
 * the clock it carries. For one thread.
 */
final class Scripted implements OpenSearch {
    /** What the test says: an answer to each request. */
    interface Script {
        Reply answer(Request request, List<String> ids) throws IOException;
    }

    final HandTicker clock = new HandTicker();
    final List<Request> requests = new ArrayList<>();
    /** The document ids of each request. */
    final List<List<String>> sent = new ArrayList<>();

    private final Script script;

    Scripted(Script script) {
        this.script = script;
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException {
        clock.sleep(Duration.ofSeconds(1));
        requests.add(request);
        List<String> ids = lines(request)
                .filter(line -> line.startsWith("{\"index\"") || line.startsWith("{\"delete\""))
                .map(line -> line.substring(line.indexOf("_id\":\"") + 6, line.indexOf("\",\"version\"")))
                .toList();
        sent.add(ids);
        return script.answer(request, ids);
    }

    Deadline in(Duration time) {
        return Deadline.in(time, clock);
    }

    static Stream<String> lines(Request request) {
        return new String(request.body(), StandardCharsets.UTF_8).lines();
    }

    static Reply reply(int status, String body) {
        return new Reply(status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A reply in which every index operation was applied. */
    static Reply applied(List<String> ids) {
        return reply(
                200,
                ids.stream()
                        .map(id -> "{\"index\":{\"status\":201}}")
                        .collect(Collectors.joining(",", "{\"errors\":false,\"items\":[", "]}")));
    }
}
