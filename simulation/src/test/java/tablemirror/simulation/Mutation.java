package tablemirror.simulation;

import java.util.List;
import java.util.stream.Stream;

/** A rule of the design, how to break it, and who has to notice: all of these. */
record Mutation(String rule, Edit edit, List<Judge> judges) {
    Mutation {
        judges = List.copyOf(judges);
    }

    /** Some history of the simulation goes wrong. */
    static Mutation of(String rule, String module, String className, String from, String to) {
        Edit edit = new Edit(module + "/src/main/java", className, from, to);
        return new Mutation(rule, edit, List.of(new Judge.Histories()));
    }

    /** These tests fail, and nobody else is asked. */
    Mutation onlyFails(String testClass) {
        return new Mutation(rule, edit, List.of(new Judge.Tests(testClass)));
    }

    /** These tests fail as well. */
    Mutation alsoFails(String testClass) {
        return new Mutation(
                rule,
                edit,
                Stream.concat(judges.stream(), Stream.of(new Judge.Tests(testClass)))
                        .toList());
    }

    /** A second net: nothing goes wrong until the other rule is broken too. */
    Mutation behind(Edit other, String why) {
        return new Mutation(rule, edit, List.of(new Judge.Behind(other, why)));
    }

    @Override
    public String toString() {
        return rule;
    }
}
