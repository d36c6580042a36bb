package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers as told, then with success. Remembers the records of each invocation, each by its text. */
final class FakeFunction implements Invoker {
    static final Invocation ERROR = Invocation.FunctionError.of("Error", "as told");

    final List<List<String>> invocations = new ArrayList<>();
    private final Deque<Invocation> answers = new ArrayDeque<>();

    FakeFunction then(Invocation answer) {
        answers.add(answer);
        return this;
    }

    FakeFunction thenFailing(String... identifiers) {
        String entries = String.join(
                ",",
                List.of(identifiers).stream()
                        .map("{\"itemIdentifier\":\"%s\"}"::formatted)
                        .toList());
        return then(new Invocation.Answer(
                "{\"batchItemFailures\":[%s]}".formatted(entries).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Invocation invoke(byte[] event) {
        try {
            List<String> records = new ArrayList<>();
            for (JsonNode each : Json.parse(event).path("Records")) {
                records.add(each.asText());
            }
            invocations.add(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers.isEmpty() ? new Invocation.Answer("null".getBytes(StandardCharsets.UTF_8)) : answers.pop();
    }
}
