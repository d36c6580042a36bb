package tablemirror.simulation;

import java.util.List;

/** What the producer keeps, each broken once. */
final class ForwardingRules {
    private static final String LATEST = "tablemirror.producer.Latest";

    private ForwardingRules() {}

    static List<Mutation> broken() {
        return List.of(
                broken(
                        "the deduplication id is the last event's alone",
                        "events() + \"/\" + invocationId",
                        "last.origin().eventId()"),
                broken("the deduplication id is without the invocation", "events() + \"/\" + invocationId", "events()"),
                broken(
                        "the stream comes again from the highest number that is not confirmed",
                        ".min(Comparator",
                        ".max(Comparator"),
                broken(
                        "the first change of an item in an invocation is forwarded",
                        "new Latest(first, later.last, highest.max(later.highest))",
                        "this"),
                broken(
                        "an image is forwarded though it is below a change before it",
                        "boolean inOrder = last.version().equals(highest);",
                        "boolean inOrder = true;"),
                // No history goes wrong: of the changes between, none would be forwarded.
                broken(
                                "the stream comes again from the last change of an item that is not confirmed",
                                ".map(item -> item.first.origin()",
                                ".map(item -> item.last.origin()")
                        .onlyFails("tablemirror.producer.ProducerTest"));
    }

    private static Mutation broken(String rule, String from, String to) {
        return Mutation.of(rule, "producer", LATEST, from, to);
    }
}
