package tablemirror.simulation;

import java.util.random.RandomGenerator;

/** Decides whatever is left to chance. The same choices make the same run. */
interface Choices {
    /** Whether this goes wrong here and now. */
    boolean happens(Fault fault);

    /** One of so many; 0 is the usual one. */
    int oneOf(int alternatives);

    /** How long something usually takes, in milliseconds, between these. */
    long between(long least, long most);

    /** For the jitter of the functions themselves. */
    RandomGenerator random();

    /** From now on nothing goes wrong any more. */
    void calm();
}
