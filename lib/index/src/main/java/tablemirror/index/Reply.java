package tablemirror.index;

import java.nio.charset.StandardCharsets;

/** OpenSearch's reply, or that of a proxy before it: any status, any body, not necessarily JSON. */
@SuppressWarnings("ArrayRecordComponent") // Neither copied nor compared.
public record Reply(int status, byte[] body) {
    private static final int SHOWN = 200;

    /** Status and the beginning of the body, for a message. */
    @Override
    public String toString() {
        String text = new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8);
        return text.isBlank() ? status + " without a body" : status + " " + text.strip();
    }
}
