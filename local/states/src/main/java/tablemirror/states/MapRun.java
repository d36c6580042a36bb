package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One attempt of a Map: its items side by side, the results in the order of the items. The first failure stops all. */
record MapRun(State.MapItems map, Walk walk) {
    JsonNode over(Scope raw) throws InterruptedException {
        Scope scope = raw.with(map.data().selected(raw));
        JsonNode items = map.items().read(scope);
        if (!items.isArray()) {
            throw StatesError.runtime("%s has %s at %s, must be a list"
                    .formatted(map.name(), items, map.items().text()));
        }
        walk.history().add(Event.mapStarted(items.size()));
        try {
            List<Callable<JsonNode>> work = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                work.add(item(i, items.get(i), scope));
            }
            JsonNode results = all(work);
            walk.history().add(Event.mapSucceeded());
            return results;
        } catch (StatesError e) {
            walk.history().add(Event.mapFailed());
            throw map.distributed() ? threshold(e) : e;
        }
    }

    private Callable<JsonNode> item(int index, JsonNode value, Scope scope) {
        Context context = scope.context().item(index, value);
        Scope inside = new Scope(scope.data(), context);
        JsonNode input = map.selector().map(template -> template.fill(inside)).orElse(value);
        if (!map.distributed()) {
            return () -> walk.through(map.each(), input, context);
        }
        Walk child = walk.child(walk.id().child(map.name(), index));
        Context itsOwn = child.contextOf(input).item(index, value);
        return () -> output(child.run(map.each(), input, itsOwn));
    }

    private static JsonNode output(Outcome child) {
        return switch (child) {
            case Outcome.Succeeded succeeded -> succeeded.output();
            case Outcome.Failed failed -> throw new StatesError(failed.error(), failed.cause());
            case Outcome.TimedOut timedOut -> throw new Walk.TimeOver();
        };
    }

    private JsonNode all(List<Callable<JsonNode>> work) throws InterruptedException {
        int atATime = map.maxConcurrency() == 0 ? Math.max(1, work.size()) : map.maxConcurrency();
        ExecutorService threads =
                Executors.newFixedThreadPool(atATime, Thread.ofVirtual().factory());
        try (threads) {
            CompletionService<JsonNode> ended = new ExecutorCompletionService<>(threads);
            List<Future<JsonNode>> results = work.stream().map(ended::submit).toList();
            try {
                for (int i = 0; i < work.size(); i++) {
                    result(ended.take());
                }
                return inOrder(results);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static JsonNode inOrder(List<Future<JsonNode>> results) throws InterruptedException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Future<JsonNode> result : results) {
            list.add(result(result));
        }
        return list;
    }

    private static JsonNode result(Future<JsonNode> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException error) {
                throw error;
            }
            throw new IllegalStateException("an item failed by a bug", e.getCause());
        }
    }

    /** A Map of child executions says no more of what went wrong in them; the child's own error follows here. */
    private static StatesError threshold(StatesError child) {
        return new StatesError(
                "States.ExceedToleratedFailureThreshold",
                "The specified tolerated failure threshold was exceeded: %s: %s"
                        .formatted(child.error(), child.cause()));
    }
}
