package tablemirror.tuning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Deadline;
import tablemirror.tuning.ParameterStore.Answer;

/**
 * The rate of operations that holds now: that of a parameter, looked up at most every {@link #LOOKED_UP_EVERY}, and the
 * template's where there is none or none that can be used. A store that does not answer changes nothing, and costs no more
 * than a second each time. Every change of what holds, and why, is told once. Thread-safe.
 */
public final class LiveRate {
    /** Half of the minute in which a change takes effect. */
    public static final Duration LOOKED_UP_EVERY = Duration.ofSeconds(30);

    /** While nothing is known: somebody may have slowed down all, and this is a new worker. */
    private static final Duration AT_FIRST = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int SHOWN = 40;

    private final ParameterStore store;
    private final Settings settings;
    private final Listener listener;
    private int perSecond;
    private long lookedUpAtNanos;
    private boolean known;
    private String told = "";

    /**
     * What the rate may be.
     *
     * @param parameter name of the parameter
     * @param usual operations per second, the template's
     * @param least the smallest that can be kept
     * @param most the largest that may be set
     */
    public record Settings(String parameter, int usual, int least, int most) {}

    /** Who is told. */
    public interface Listener {
        /** Another rate holds, as somebody wished. */
        void changed(String what);

        /** The parameter cannot be used. */
        void warn(String why);
    }

    public LiveRate(ParameterStore store, Settings settings, Listener listener) {
        this.store = store;
        this.settings = settings;
        this.listener = listener;
        this.perSecond = settings.usual();
    }

    /** Operations per second of all workers together. May take a second, every half minute. */
    public synchronized int perSecond(Deadline deadline) {
        long now = deadline.ticker().nanoTime();
        long age = now - lookedUpAtNanos;
        // A clock that was set back (a restored snapshot) says nothing about the age.
        if (told.isEmpty() || age < 0 || age >= (known ? LOOKED_UP_EVERY : AT_FIRST).toNanos()) {
            Answer answer = store.read(settings.parameter(), deadline.atMost(PATIENCE));
            known |= !(answer instanceof Answer.Unavailable);
            take(answer);
            lookedUpAtNanos = now;
        }
        return perSecond;
    }

    private void take(Answer answer) {
        switch (answer) {
            case Answer.Value value -> take(value.text().strip());
            case Answer.Absent absent -> fallBack("absent", "is not there");
            case Answer.Unavailable unavailable ->
                warn(
                        "unavailable",
                        "parameter %s cannot be read, %d operations per second hold as before: %s"
                                .formatted(settings.parameter(), perSecond, unavailable.cause()));
        }
    }

    private void take(String text) {
        Integer wished = wholeNumber(text);
        if (wished == null || wished < settings.least() || wished > settings.most()) {
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
            fallBack(
                    "nonsense " + text,
                    "is '%s', must be a whole number in %d..%d".formatted(shown, settings.least(), settings.most()));
            return;
        }
        perSecond = wished;
        if (becomes("rate " + wished)) {
            listener.changed(
                    "%d operations per second hold, from parameter %s".formatted(wished, settings.parameter()));
        }
    }

    private void fallBack(String state, String why) {
        perSecond = settings.usual();
        warn(
                state,
                "parameter %s %s: the template's %d operations per second hold"
                        .formatted(settings.parameter(), why, perSecond));
    }

    private void warn(String state, String why) {
        if (becomes(state)) {
            listener.warn(why);
        }
    }

    private boolean becomes(String state) {
        boolean changed = !state.equals(told);
        told = state;
        return changed;
    }

    private static @Nullable Integer wholeNumber(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
