package tablemirror.index;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations as the lines of a bulk request (newline-delimited JSON), written once: documents go in as the bytes they are.
 * Pure.
 */
final class BulkBody {
    /**
     * An update that changes nothing, sent before deletes that travel alone. OpenSearch minds {@code require_alias} on
     * index and update only: a bulk of nothing but deletes creates a missing alias as an index, of a guessed mapping.
     */
    private static final byte[] GUARD = ascii("{\"update\":{\"_id\":\"require-alias\"}}\n{\"doc\":{}}\n");

    static final int GUARD_BYTES = GUARD.length;

    private static final byte[] INDEX = ascii("{\"index\":{\"_id\":\"");
    private static final byte[] DELETE = ascii("{\"delete\":{\"_id\":\"");
    private static final byte[] VERSION = ascii("\",\"version\":");
    private static final byte[] VERSION_TYPE = ascii(",\"version_type\":\"external_gte\"}}\n");

    private BulkBody() {}

    static byte[] of(List<Operation> operations) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (isGuarded(operations)) {
            out.writeBytes(GUARD);
        }
        for (Operation operation : operations) {
            writeAction(out, operation);
            if (operation instanceof Operation.Index index) {
                out.writeBytes(index.document());
                out.write('\n');
            }
        }
        return out.toByteArray();
    }

    /** True when the reply has one item more than there are operations, in front. */
    static boolean isGuarded(List<Operation> operations) {
        return operations.stream().allMatch(Operation.Delete.class::isInstance);
    }

    /** The operations in parts of at most so many bytes, in order; one that is larger goes alone. */
    static List<List<Operation>> cut(List<Operation> operations, int maxBytes) {
        List<List<Operation>> parts = new ArrayList<>();
        int start = 0;
        long partBytes = GUARD_BYTES;
        for (int i = 0; i < operations.size(); i++) {
            long bytes = bytes(operations.get(i));
            if (i > start && partBytes + bytes > maxBytes) {
                parts.add(operations.subList(start, i));
                start = i;
                partBytes = GUARD_BYTES;
            }
            partBytes += bytes;
        }
        if (start < operations.size()) {
            parts.add(operations.subList(start, operations.size()));
        }
        return parts;
    }

    static long bytes(Operation operation) {
        return switch (operation) {
            case Operation.Index index -> actionBytes(INDEX, index) + index.document().length + 1L;
            case Operation.Delete delete -> actionBytes(DELETE, delete);
        };
    }

    private static long actionBytes(byte[] action, Operation operation) {
        return (long) action.length
                + quoted(operation.documentId()).length
                + VERSION.length
                + Long.toString(operation.version()).length()
                + VERSION_TYPE.length;
    }

    private static void writeAction(ByteArrayOutputStream out, Operation operation) {
        out.writeBytes(
                switch (operation) {
                    case Operation.Index index -> INDEX;
                    case Operation.Delete delete -> DELETE;
                });
        out.writeBytes(quoted(operation.documentId()));
        out.writeBytes(VERSION);
        out.writeBytes(ascii(Long.toString(operation.version())));
        out.writeBytes(VERSION_TYPE);
    }

    private static byte[] quoted(String documentId) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(documentId);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
