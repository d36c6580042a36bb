package tablemirror.refill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tablemirror.function.Deadline;
import tablemirror.index.Administration;
import tablemirror.index.Administration.Move;
import tablemirror.index.DoubleWriter;
import tablemirror.index.IndexBody;

/**
 * Which index is live and which stands by. Exchanging them is one request, so that readers meet one whole index or the
 * other, and the same request reversed undoes it. Every method may be called again after it was done. Stateless.
 */
final class Stage {
    private static final Pattern NUMBERED = Pattern.compile("-(\\d{6,9})");
    /** A document scanned now is written some minutes later at most; until then a delete must be remembered. */
    private static final String GC_DELETES_WHILE_FILLING = "1h";

    private final Administration administration;
    private final String alias;
    private final String standbyAlias;
    private final Deadline deadline;

    Stage(Administration administration, String alias, Deadline deadline) {
        this.administration = administration;
        this.alias = alias;
        this.standbyAlias = DoubleWriter.standbyOf(alias);
        this.deadline = deadline;
    }

    /** The index behind the alias, if there is the alias. */
    Optional<String> live() throws IOException {
        return only(alias);
    }

    Optional<String> standby() throws IOException {
        return only(standbyAlias);
    }

    private Optional<String> only(String name) throws IOException {
        List<String> indices = administration.behind(name, deadline);
        if (indices.size() > 1) {
            throw new Refused(
                    "alias %s names the indices %s, must name one: take it from the others".formatted(name, indices));
        }
        return indices.stream().findFirst();
    }

    /** The next number for an index, above those of all there are and above this one. */
    int nextNumber(int lastNumber) throws IOException {
        int highest = lastNumber;
        for (String name : administration.beginningWith(alias, deadline)) {
            Matcher number = NUMBERED.matcher(name.substring(alias.length()));
            if (number.matches()) {
                highest = Math.max(highest, Integer.parseInt(number.group(1)));
            }
        }
        return highest + 1;
    }

    /** The name of the index with this number. */
    String name(int number) {
        return "%s-%06d".formatted(alias, number);
    }

    /** Makes the index, which stands by from its first moment on. */
    void create(String index, IndexBody body) throws IOException {
        administration.create(index, body, standbyAlias, deadline);
    }

    /** How long the index remembers deletes, if it was told. */
    Optional<String> gcDeletes(String index) throws IOException {
        return administration.gcDeletes(index, deadline);
    }

    /** From now on it remembers deletes for long enough to be filled. */
    void rememberDeletes(String index) throws IOException {
        administration.gcDeletes(index, Optional.of(GC_DELETES_WHILE_FILLING), deadline);
    }

    /** Removes what a fill that failed left behind; never the live index. */
    void discard(String index) throws IOException {
        // Whoever was about to put it live, and is slow, cannot do so without this alias.
        leave(index);
        if (live().filter(index::equals).isPresent()) {
            throw new Refused("index %s is live and is not deleted".formatted(index));
        }
        administration.delete(index, deadline);
    }

    /** It is filled, and remembers deletes for as long as before. */
    void rememberDeletesAsBefore(String index, Optional<String> gcDeletes) throws IOException {
        administration.gcDeletes(index, gcDeletes, deadline);
    }

    /** Puts the new index live. The old one stands by, if there is one. */
    void swap(Optional<String> old, String index) throws IOException {
        Optional<String> live = live();
        if (live.filter(index::equals).isPresent()) {
            return;
        }
        if (old.isEmpty() && live.isPresent()) {
            throw new Refused(
                    "alias %s names index %s, though there was none when this fill began: fill again to take its place"
                            .formatted(alias, live.get()));
        }
        List<Move> moves = new ArrayList<>();
        moves.add(new Move(false, standbyAlias, index));
        old.ifPresent(was -> moves.add(new Move(false, alias, was)));
        moves.add(new Move(true, alias, index));
        old.ifPresent(was -> moves.add(new Move(true, standbyAlias, was)));
        administration.move(moves, deadline);
    }

    /** Takes the standby's alias away, and the index too if asked. */
    void finish(String standby, boolean delete) throws IOException {
        if (delete) {
            discard(standby);
        } else {
            leave(standby);
        }
    }

    private void leave(String standby) throws IOException {
        if (standby().filter(standby::equals).isPresent()) {
            administration.move(List.of(new Move(false, standbyAlias, standby)), deadline);
        }
    }
}
