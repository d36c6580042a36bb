package tablemirror.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;
import tablemirror.tuning.ParameterStore.Answer;

/** Which rate holds, and what is told about it, with a store in memory. */
class LiveRateTest {
    private static final Answer ABSENT = new Answer.Absent();
    private static final Answer AWAY = new Answer.Unavailable("broken");

    private final HandTicker ticker = new HandTicker();
    private final List<String> told = new ArrayList<>();
    private Answer stored = ABSENT;
    private int lookedUp;
    private Duration patience = Duration.ZERO;

    private final LiveRate rate = new LiveRate(
            (name, deadline) -> {
                lookedUp++;
                patience = deadline.remaining();
                return stored;
            },
            new LiveRate.Settings("/stack/rate", 1000, 2, 100_000),
            new LiveRate.Listener() {
                @Override
                public void changed(String what) {
                    told.add("changed: " + what);
                }

                @Override
                public void warn(String why) {
                    told.add("warn: " + why);
                }
            });

    @Test
    void theParametersRateHolds() {
        stored = value(" 50\n");
        assertEquals(50, rateAfter(Duration.ZERO));
        assertEquals(List.of("changed: 50 operations per second hold, from parameter /stack/rate"), told);
    }

    @Test
    void aChangeTakesEffectWithinHalfAMinuteAndNotEveryCallLooksItUp() {
        stored = value("50");
        rateAfter(Duration.ZERO);
        stored = value("70");
        for (int second = 0; second < 29; second++) {
            assertEquals(50, rateAfter(Duration.ofSeconds(1)));
        }
        assertEquals(1, lookedUp);
        assertEquals(70, rateAfter(Duration.ofSeconds(1)));
        assertEquals(2, lookedUp);
    }

    @Test
    void aNewWorkerThatGotNoAnswerSoonAsksAgain() {
        stored = AWAY;
        assertEquals(1000, rateAfter(Duration.ZERO));
        stored = value("50");
        assertEquals(1000, rateAfter(Duration.ofSeconds(1)));
        assertEquals(50, rateAfter(Duration.ofSeconds(1)));
        stored = AWAY;
        rateAfter(Duration.ofSeconds(30));
        rateAfter(Duration.ofSeconds(2));
        assertEquals(3, lookedUp);
    }

    @Test
    void withoutAParameterTheTemplatesRateHolds() {
        assertEquals(1000, rateAfter(Duration.ZERO));
        assertEquals(
                List.of("warn: parameter /stack/rate is not there: the template's 1000 operations per second hold"),
                told);
        stored = value("50");
        assertEquals(50, rateAfter(Duration.ofMinutes(1)));
        stored = ABSENT;
        assertEquals(1000, rateAfter(Duration.ofMinutes(1)));
    }

    @Test
    void nonsenseIsNotObeyed() {
        for (String text :
                List.of("", "fast", "-5", "0", "1", "100001", "1e3", "12.5", "99999999999", "\u0664\u0662x")) {
            stored = value("50");
            assertEquals(50, rateAfter(Duration.ofMinutes(1)));
            told.clear();
            stored = value(text);
            assertEquals(1000, rateAfter(Duration.ofMinutes(1)), text);
            assertEquals(
                    List.of(("warn: parameter /stack/rate is '%s', must be a whole number in 2..100000: the template's"
                                    + " 1000 operations per second hold")
                            .formatted(text)),
                    told);
        }
        for (String text : List.of("2", "100000")) {
            stored = value(text);
            assertEquals(Integer.parseInt(text), rateAfter(Duration.ofMinutes(1)));
        }
    }

    @Test
    void aStoreThatIsAwayChangesNothing() {
        stored = AWAY;
        assertEquals(1000, rateAfter(Duration.ZERO));
        stored = value("50");
        assertEquals(50, rateAfter(Duration.ofMinutes(1)));
        stored = AWAY;
        assertEquals(50, rateAfter(Duration.ofMinutes(1)));
        assertEquals(
                "warn: parameter /stack/rate cannot be read, 50 operations per second hold as before: broken",
                told.getLast());
    }

    @Test
    void everyStateIsToldOnce() {
        for (Answer answer : List.of(ABSENT, value("50"), AWAY, value("x"))) {
            stored = answer;
            told.clear();
            for (int i = 0; i < 5; i++) {
                rateAfter(Duration.ofMinutes(1));
            }
            assertEquals(1, told.size(), answer::toString);
        }
    }

    @Test
    void theStoreGetsASecondAndNeverMoreThanIsLeft() {
        rateAfter(Duration.ZERO);
        assertEquals(Duration.ofSeconds(1), patience);
        ticker.sleep(Duration.ofMinutes(1));
        rate.perSecond(Deadline.in(Duration.ofMillis(300), ticker));
        assertEquals(Duration.ofMillis(300), patience);
    }

    @Test
    void aLongTextIsNotToldInFull() {
        stored = value("9".repeat(5000));
        rateAfter(Duration.ZERO);
        assertTrue(told.getFirst().length() < 200, told::toString);
    }

    private int rateAfter(Duration time) {
        ticker.sleep(time);
        return rate.perSecond(Deadline.in(Duration.ofMinutes(1), ticker));
    }

    private static Answer value(String text) {
        return new Answer.Value(text);
    }
}
