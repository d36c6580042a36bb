package tablemirror.simulation;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every build asks this, since hardly one asks {@link MutationsTest} whether its edits still fit. */
class EditsTest {
    private static final Path PROJECT = Path.of("..");

    @Test
    void everyEditFitsTheClassThatItBreaks() throws IOException {
        for (Mutation mutation : Mutations.all()) {
            Edit edit = mutation.edit();
            String whole = Files.readString(PROJECT.resolve(edit.file()));
            assertNotEquals(whole, edit.apply(whole), mutation.rule());
        }
    }
}
