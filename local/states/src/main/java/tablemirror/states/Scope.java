package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;

/** What paths lead into: a state's data ({@code $}) and the context object ({@code $$}). Nobody changes either. */
record Scope(JsonNode data, Context context) {
    Scope with(JsonNode other) {
        return new Scope(other, context);
    }
}
