package tablemirror.index;

import java.io.IOException;
import tablemirror.function.Deadline;

/** The port to OpenSearch: one HTTP request. Safe to share between threads. */
public interface OpenSearch {
    /**
     * Sends the request and waits for the whole reply, whatever its status.
     *
     * @throws IOException when there is no reply. The request may have taken effect all the same; by the deadline it is
     *     over.
     */
    Reply send(Request request, Deadline deadline) throws IOException;
}
