package tablemirror.index;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request to OpenSearch. The path is percent-encoded already, the query is not; a body of no bytes is no body.
 */
@SuppressWarnings("ArrayRecordComponent") // A bulk of several MiB: neither copied nor compared.
public record Request(String method, String path, Map<String, String> query, byte[] body) {
    private static final byte[] NO_BODY = {};
    private static final String UNRESERVED = "-._~";

    public Request {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path is %s, must begin with /".formatted(path));
        }
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    static Request of(String method, String path) {
        return new Request(method, path, Map.of(), NO_BODY);
    }

    /** A path of these segments, each percent-encoded. */
    static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/');
            for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
                if (b >= 0 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0)) {
                    path.append((char) b);
                } else {
                    path.append("%%%02X".formatted(b));
                }
            }
        }
        return path.toString();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
