package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A rule of a Choice. */
sealed interface Condition {
    boolean holds(Scope scope);

    record And(List<Condition> all) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return all.stream().allMatch(each -> each.holds(scope));
        }
    }

    record Or(List<Condition> any) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return any.stream().anyMatch(each -> each.holds(scope));
        }
    }

    record Not(Condition other) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return !other.holds(scope);
        }
    }

    /** A variable that is not there is neither true nor false: it ends the execution, as on AWS. */
    record Comparison(Path variable, Operator operator, JsonNode value) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            if (operator == Operator.IS_PRESENT) {
                return variable.find(scope).isPresent() == value.asBoolean();
            }
            return operator.holds(variable.read(scope), value);
        }
    }

    /** What a variable can be compared by. A variable of another type than the value's is not equal, smaller or larger. */
    enum Operator {
        STRING_EQUALS("StringEquals"),
        BOOLEAN_EQUALS("BooleanEquals"),
        NUMERIC_EQUALS("NumericEquals"),
        NUMERIC_LESS_THAN("NumericLessThan"),
        NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals"),
        NUMERIC_GREATER_THAN("NumericGreaterThan"),
        NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals"),
        IS_NULL("IsNull"),
        IS_PRESENT("IsPresent");

        private final String field;

        Operator(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }

        /** Whether a value of the definition is one that this operator compares with. */
        boolean takes(JsonNode value) {
            return switch (this) {
                case STRING_EQUALS -> value.isTextual();
                case BOOLEAN_EQUALS, IS_NULL, IS_PRESENT -> value.isBoolean();
                case NUMERIC_EQUALS,
                        NUMERIC_LESS_THAN,
                        NUMERIC_LESS_THAN_EQUALS,
                        NUMERIC_GREATER_THAN,
                        NUMERIC_GREATER_THAN_EQUALS -> value.isNumber();
            };
        }

        boolean holds(JsonNode variable, JsonNode value) {
            if (this == IS_NULL) {
                return variable.isNull() == value.asBoolean();
            }
            if (!takes(variable)) {
                return false;
            }
            return switch (this) {
                case STRING_EQUALS -> variable.asText().equals(value.asText());
                case BOOLEAN_EQUALS -> variable.asBoolean() == value.asBoolean();
                case NUMERIC_EQUALS -> compare(variable, value) == 0;
                case NUMERIC_LESS_THAN -> compare(variable, value) < 0;
                case NUMERIC_LESS_THAN_EQUALS -> compare(variable, value) <= 0;
                case NUMERIC_GREATER_THAN -> compare(variable, value) > 0;
                case NUMERIC_GREATER_THAN_EQUALS -> compare(variable, value) >= 0;
                case IS_NULL, IS_PRESENT -> throw new IllegalStateException(field + " compares nothing");
            };
        }

        private static int compare(JsonNode one, JsonNode other) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
    }
}
