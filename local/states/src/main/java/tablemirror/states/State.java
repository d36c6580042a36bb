package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A state, read and checked. The next state is empty where the machine ends. */
sealed interface State {
    String name();

    /** As in the names of its events. */
    String type();

    record Pass(String name, DataFlow data, Optional<JsonNode> result, Optional<String> next) implements State {
        @Override
        public String type() {
            return "Pass";
        }
    }

    /** Calls the function of this ARN, or through {@link #INVOKE} the one that its parameters name. */
    record Task(
            String name,
            DataFlow data,
            String resource,
            Optional<Duration> timeout,
            ErrorHandling errors,
            Optional<String> next)
            implements State {
        /** The optimized integration, whose result wraps the function's answer. */
        static final String INVOKE = "arn:aws:states:::lambda:invoke";

        @Override
        public String type() {
            return "Task";
        }
    }

    record Choice(String name, DataFlow data, List<Branch> branches, Optional<String> otherwise) implements State {
        public Choice {
            branches = List.copyOf(branches);
        }

        @Override
        public String type() {
            return "Choice";
        }

        /** Where to go when this holds. */
        record Branch(Condition condition, String next) {}
    }

    /** The seconds are a number or a path to one. */
    record Wait(String name, DataFlow data, Template seconds, Optional<String> next) implements State {
        @Override
        public String type() {
            return "Wait";
        }
    }

    /** Runs the machine of {@code each} for every item, as child executions when {@code distributed}. */
    record MapItems(
            String name,
            DataFlow data,
            Path items,
            Optional<Template> selector,
            boolean distributed,
            Definition each,
            int maxConcurrency,
            ErrorHandling errors,
            Optional<String> next)
            implements State {
        @Override
        public String type() {
            return "Map";
        }
    }

    record Succeed(String name, DataFlow data) implements State {
        @Override
        public String type() {
            return "Succeed";
        }
    }

    /** Error and cause are texts or paths to texts. */
    record Fail(String name, Template error, Template cause) implements State {
        @Override
        public String type() {
            return "Fail";
        }
    }
}
