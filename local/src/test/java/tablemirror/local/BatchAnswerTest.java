package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {
    private static final BatchAnswer ALL_SUCCEEDED = new BatchAnswer.AllSucceeded();
    private static final BatchAnswer ALL_FAILED = new BatchAnswer.AllFailed();

    private record Case(String json, BatchAnswer expected) {}

    @Test
    void answersMeanWhatLambdaSaysTheyMean() {
        List.of(
                        new Case("null", ALL_SUCCEEDED),
                        new Case("{}", ALL_SUCCEEDED),
                        new Case("\"done\"", ALL_SUCCEEDED),
                        new Case("{\"batchItemFailures\":null}", ALL_SUCCEEDED),
                        new Case("{\"batchItemFailures\":[]}", ALL_SUCCEEDED),
                        new Case(failures("{\"itemIdentifier\":\"a\"}"), new BatchAnswer.SomeFailed(Set.of("a"))),
                        new Case(
                                failures("{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"b\"}"),
                                new BatchAnswer.SomeFailed(Set.of("a", "b"))),
                        new Case(failures("{\"itemIdentifier\":\"\"}"), ALL_FAILED),
                        new Case(failures("{\"itemIdentifier\":null}"), ALL_FAILED),
                        new Case(failures("{\"itemIdentifier\":\"other\"}"), ALL_FAILED),
                        new Case(failures("{\"itemId\":\"a\"}"), ALL_FAILED))
                .forEach(each -> assertEquals(each.expected(), answer(each.json(), true), each.json()));
    }

    @Test
    void withoutItemFailuresEveryAnswerIsSuccess() {
        assertEquals(ALL_SUCCEEDED, answer(failures("{\"itemIdentifier\":\"a\"}"), false));
    }

    @Test
    void functionErrorFailsAll() {
        assertEquals(ALL_FAILED, BatchAnswer.of(Invocation.FunctionError.of("T", "m"), Set.of("a"), true));
    }

    private static String failures(String entries) {
        return "{\"batchItemFailures\":[%s]}".formatted(entries);
    }

    private static BatchAnswer answer(String json, boolean reports) {
        return BatchAnswer.of(new Invocation.Answer(json.getBytes(StandardCharsets.UTF_8)), Set.of("a", "b"), reports);
    }
}
