package tablemirror.states;

/** A definition that cannot be run here, or nowhere. The message names the state, the field and what is known instead. */
public final class DefinitionError extends RuntimeException {
    private static final long serialVersionUID = 1;

    DefinitionError(String message) {
        super(message);
    }
}
