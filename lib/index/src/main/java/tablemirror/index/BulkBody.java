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

    private static final byte[] VERSION = ascii("\",\"version\":");
    private static final byte[] VERSION_TYPE = ascii(",\"version_type\":\"external_gte\"}}\n");

    private BulkBody() {}

    static byte[] of(List<Operation> operations) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (isGuarded(operations)) {
            out.writeBytes(GUARD);
        }
        for (Operation operation : operations) {
            out.writeBytes(actionLine(operation));
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
        long action = actionLine(operation).length;
        return switch (operation) {
            case Operation.Index index -> action + index.document().length + 1L;
            case Operation.Delete delete -> action;
        };
    }

    private static byte[] actionLine(Operation operation) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(
                switch (operation) {
                    case Operation.Index index -> ascii("{\"index\":{\"_id\":\"");
                    case Operation.Delete delete -> ascii("{\"delete\":{\"_id\":\"");
                });
        line.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(operation.documentId()));
        line.writeBytes(VERSION);
        line.writeBytes(ascii(Long.toString(operation.version())));
        line.writeBytes(VERSION_TYPE);
        return line.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
