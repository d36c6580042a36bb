package tablemirror.simulation;

/** A promise is broken: which one, and by what. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String item;

    /**
     * Says what is broken.
     *
     * @param item whose, or nothing when it is nobody's in particular
     */
    Broken(String promise, String item, String how) {
        super("%s: %s %s".formatted(promise, item, how));
        this.item = item;
    }

    String item() {
        return item;
    }
}
