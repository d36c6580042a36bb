package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.Administration.Move;

/** Indices, aliases, notes and slices: checked on a real OpenSearch and on the fake that other tests use. */
abstract class AdministrationContract {
    private static final IndexBody BODY = IndexBody.standard("indexedAt", Duration.ofSeconds(60));
    private static final ObjectMapper JSON = new ObjectMapper();

    final String name =
            "administered-%08x".formatted(ThreadLocalRandom.current().nextInt());

    abstract OpenSearch openSearch();

    @Test
    void twoIndicesChangePlacesInOneRequest() throws IOException {
        Administration administration = new Administration(openSearch());
        assertEquals(List.of(), administration.behind(name, soon()));
        assertEquals(List.of(), administration.beginningWith(name, soon()));
        administration.create(name + "-1", BODY, soon());
        administration.create(name + "-1", BODY, soon());
        administration.create(name + "-2", BODY, soon());
        administration.move(
                List.of(new Move(true, name, name + "-1"), new Move(true, name + "-standby", name + "-2")), soon());
        List<Move> exchange = List.of(
                new Move(false, name, name + "-1"),
                new Move(false, name + "-standby", name + "-2"),
                new Move(true, name, name + "-2"),
                new Move(true, name + "-standby", name + "-1"));
        administration.move(exchange, soon());

        assertEquals(List.of(name + "-2"), administration.behind(name, soon()));
        assertEquals(List.of(name + "-1"), administration.behind(name + "-standby", soon()));
        assertThrows(IOException.class, () -> administration.move(exchange, soon()));
        assertEquals(List.of(name + "-2"), administration.behind(name, soon()));
        assertEquals(List.of(name + "-1", name + "-2"), administration.beginningWith(name, soon()));
        administration.delete(name + "-1", soon());
        administration.delete(name + "-1", soon());
        assertEquals(List.of(), administration.behind(name + "-standby", soon()));
    }

    @Test
    void whatIsCreatedAgainGetsNoAliasBack() throws IOException {
        Administration administration = new Administration(openSearch());
        administration.create(name, BODY, name + "-standby", soon());
        assertEquals(List.of(name), administration.behind(name + "-standby", soon()));
        administration.move(List.of(new Move(false, name + "-standby", name)), soon());
        administration.create(name, BODY, name + "-standby", soon());
        assertEquals(List.of(), administration.behind(name + "-standby", soon()));
        assertThrows(IOException.class, () -> {
            administration.create(name + "-1", BODY, name + "-alias", soon());
            administration.create(name + "-2", BODY, name + "-alias", soon());
        });
        assertEquals(List.of(name + "-1"), administration.behind(name + "-alias", soon()));
    }

    @Test
    void howLongDeletesAreRememberedIsToldAndSet() throws IOException {
        Administration administration = new Administration(openSearch());
        administration.create(name, new IndexBody("{}"), soon());
        assertEquals(Optional.empty(), administration.gcDeletes(name, soon()));
        administration.gcDeletes(name, Optional.of("1h"), soon());
        assertEquals(Optional.of("1h"), administration.gcDeletes(name, soon()));
        administration.gcDeletes(name, Optional.empty(), soon());
        assertEquals(Optional.empty(), administration.gcDeletes(name, soon()));
    }

    @Test
    void aNoteIsChangedOnlyByWhoeverHasReadItsLastState() throws IOException {
        Notes notes = new Notes(openSearch(), name);
        assertEquals(Optional.empty(), notes.read("a", soon()));
        notes.prepare(soon());
        notes.prepare(soon());
        assertEquals(Optional.empty(), notes.read("a", soon()));
        Notes.Note first = notes.write("a", json("{\"n\":1}"), Optional.empty(), soon());
        assertThrows(Notes.Changed.class, () -> notes.write("a", json("{}"), Optional.empty(), soon()));
        Notes.Note read = notes.read("a", soon()).orElseThrow();
        assertEquals(first, read);
        Notes.Note second = notes.write("a", json("{\"n\":2}"), Optional.of(read), soon());
        assertThrows(Notes.Changed.class, () -> notes.write("a", json("{}"), Optional.of(first), soon()));
        assertEquals(second, notes.read("a", soon()).orElseThrow());
        assertEquals(2, second.content().path("n").asInt());
    }

    @Test
    void slicesTogetherAreAllDocumentsEachOnce() throws IOException {
        Administration administration = new Administration(openSearch());
        administration.create(name + "-1", BODY, soon());
        administration.move(List.of(new Move(true, name, name + "-1")), soon());
        List<Operation> operations = IntStream.range(0, 100)
                .mapToObj(i -> (Operation) new Operation.Index(
                        "id" + i, 1, "{\"k\":%d,\"x\":\"y\"}".formatted(i).getBytes(UTF_8)))
                .toList();
        new BulkWriter(openSearch(), name, 1_000_000).write(operations, soon());
        administration.refresh(name + "-1", soon());
        for (int slices : List.of(1, 3)) {
            Set<String> seen = new TreeSet<>();
            long total = 0;
            for (int slice = 0; slice < slices; slice++) {
                total += readSlice(slice, slices, seen);
            }
            assertEquals(100, seen.size());
            assertEquals(100, total);
        }
    }

    private long readSlice(int slice, int slices, Set<String> seen) throws IOException {
        Slices reader = new Slices(openSearch(), name + "-1", List.of("k"));
        Slices.Page page = reader.first(slice, slices, 7, soon());
        while (!page.documents().isEmpty()) {
            for (Slices.Document document : page.documents()) {
                assertEquals("id" + document.fields().path("k").asInt(), document.id());
                assertTrue(seen.add(document.id()), document.id());
            }
            long total = page.total();
            page = reader.next(page.place(), soon());
            assertEquals(total, page.total());
        }
        String place = page.place();
        reader.close(place, soon());
        assertThrows(Slices.Lost.class, () -> reader.next(place, soon()));
        return page.total();
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM);
    }
}
