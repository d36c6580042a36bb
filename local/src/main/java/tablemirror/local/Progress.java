package tablemirror.local;

/** What a person who waits is told. */
interface Progress {
    /** A line that stays. */
    void say(String line);

    /** How far something is: replaces the last such line where the output is a terminal. */
    void step(String line);
}
