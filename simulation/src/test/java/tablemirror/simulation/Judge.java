package tablemirror.simulation;

/** Who has to notice that a rule is broken. */
sealed interface Judge {
    /** The simulation: some history goes wrong. */
    record Histories() implements Judge {}

    /**
     * A test class of the module that keeps the rule, where the simulated world is too small for it.
     *
     * @param className fully qualified
     */
    record Tests(String className) implements Judge {}

    /**
     * The simulation, once another rule is broken too: as long as that one holds, no history goes wrong. So there is an
     * enumeration that goes wrong with both broken, and of which nothing does with the other alone.
     *
     * @param why no history goes wrong
     */
    record Behind(Edit other, String why) implements Judge {}
}
