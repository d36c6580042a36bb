package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Functions that answer as told, by name; they keep what they were called with. Safe to share between threads. */
final class FakeFunctions implements TaskRunner {
    static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Duration> limits = new CopyOnWriteArrayList<>();
    private final Map<String, Function<JsonNode, Answer>> functions = new ConcurrentHashMap<>();

    FakeFunctions when(String name, Function<JsonNode, Answer> behaviour) {
        functions.put(ARN + name, behaviour);
        return this;
    }

    /** Answers one after the other; the last again and again. */
    FakeFunctions answers(String name, Answer... answers) {
        List<Answer> left = new CopyOnWriteArrayList<>(answers);
        return when(name, payload -> left.size() > 1 ? left.removeFirst() : left.getFirst());
    }

    @Override
    public Answer run(String functionArn, JsonNode payload, Duration atMost) {
        calls.add(functionArn.substring(functionArn.lastIndexOf(':') + 1) + payload);
        limits.add(atMost);
        Function<JsonNode, Answer> function = functions.get(functionArn);
        if (function == null) {
            throw new AssertionError("no function " + functionArn);
        }
        return function.apply(payload);
    }
}
