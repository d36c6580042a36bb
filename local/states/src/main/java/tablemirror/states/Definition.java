package tablemirror.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A state machine, or what a Map does with each item. One that exists can be run: every field of it is understood, and
 * every transition leads to a state. Immutable.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
public final class Definition {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String startAt;
    private final Map<String, State> states;
    private final Optional<Duration> timeout;

    Definition(String startAt, Map<String, State> states, Optional<Duration> timeout) {
        this.startAt = startAt;
        this.states = Map.copyOf(states);
        this.timeout = timeout;
    }

    /** Reads one in Amazon States Language with JSONPath. Refuses what the interpreter does not know. */
    public static Definition parse(String json) {
        try {
            return DefinitionReader.machine(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new DefinitionError("no JSON: " + e.getOriginalMessage());
        }
    }

    String startAt() {
        return startAt;
    }

    State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalStateException("there is no state " + name);
        }
        return state;
    }

    Optional<Duration> timeout() {
        return timeout;
    }
}
