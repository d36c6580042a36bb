package tablemirror.index;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import tablemirror.function.Deadline;

/**
 * Creates the index behind an alias and looks aliases up. An error is never taken for "there is none": it is an
 * {@link IOException}. Stateless and safe to share between threads.
 */
public final class Indices {
    private final OpenSearch openSearch;

    /** OpenSearch is too busy to say. */
    public static final class Busy extends IOException {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message);
        }
    }

    public Indices(OpenSearch openSearch) {
        this.openSearch = openSearch;
    }

    /**
     * True when the alias exists, on whatever index.
     *
     * @throws Busy when OpenSearch asks for less
     * @throws IOException when OpenSearch does not say, one way or the other
     */
    public boolean aliasExists(String alias, Deadline deadline) throws IOException {
        Request request = Request.of("GET", Request.path("_alias", alias));
        Reply reply = openSearch.send(request, deadline);
        if (reply.status() == 200) {
            return true;
        }
        // A 404 of anything else that answers at this address is no statement about the alias.
        String missing = "alias [%s] missing".formatted(alias);
        if (reply.status() == 404
                && fault(reply).filter(f -> f.reason().equals(missing)).isPresent()) {
            return false;
        }
        String said = "%s: %s".formatted(request, reply);
        throw reply.status() == 429 ? new Busy(said) : new IOException(said);
    }

    /**
     * Creates {@code <alias>-000001} with the alias, unless the alias exists already, whatever index it names. May be
     * called again, and by two at once.
     *
     * @return true when it created the index
     * @throws IOException when neither can be had; an index that is there without the alias is not touched
     */
    public boolean createIfAbsent(String alias, IndexBody body, Deadline deadline) throws IOException {
        if (aliasExists(alias, deadline)) {
            return false;
        }
        Request request = new Request("PUT", Request.path(alias + "-000001"), Map.of(), body.withAlias(alias));
        Reply reply = openSearch.send(request, deadline);
        if (reply.status() == 200) {
            return true;
        }
        Optional<Fault> fault = fault(reply);
        if (fault.isPresent() && fault.get().type().equals("resource_already_exists_exception")) {
            if (aliasExists(alias, deadline)) {
                return false;
            }
            throw new IOException("index %s-000001 exists without the alias %s: add the alias, or delete the index"
                    .formatted(alias, alias));
        }
        throw new IOException("%s: %s"
                .formatted(request, fault.map(f -> reply.status() + " " + f).orElseGet(reply::toString)));
    }

    private static Optional<Fault> fault(Reply reply) {
        try {
            return BulkReply.read(reply.body()).fault();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
