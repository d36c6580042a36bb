package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A state's Retry and Catch. */
record ErrorHandling(List<Retrier> retriers, List<Catcher> catchers) {
    ErrorHandling {
        retriers = List.copyOf(retriers);
        catchers = List.copyOf(catchers);
    }

    Optional<Catcher> catcher(StatesError error) {
        return catchers.stream().filter(each -> error.matches(each.errors())).findFirst();
    }

    record Retrier(
            List<String> errors,
            Duration interval,
            int maxAttempts,
            double backoffRate,
            Optional<Duration> maxDelay,
            boolean jitter) {

        /** How long to wait after so many retries (0: none yet). */
        Duration wait(int retries, RandomGenerator random) {
            double nanos = interval.toNanos() * Math.pow(backoffRate, retries);
            double capped = Math.min(nanos, maxDelay.map(Duration::toNanos).orElse(Long.MAX_VALUE));
            return Duration.ofNanos((long) (jitter ? capped * random.nextDouble() : capped));
        }
    }

    record Catcher(List<String> errors, Optional<Path> resultPath, String next) {
        /** The state's input, with the error in it. */
        JsonNode output(JsonNode raw, StatesError error) {
            JsonNode report = JsonNodeFactory.instance
                    .objectNode()
                    .put("Error", error.error())
                    .put("Cause", error.cause());
            return resultPath.map(path -> path.write(raw, report)).orElse(raw);
        }
    }
}
