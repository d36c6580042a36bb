package tablemirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A text's SHA-256 as a name that says what it is. */
final class Sha256 {
    private static final String MARK = "sha256:";

    private Sha256() {}

    /** {@code sha256:} and the 64 hexadecimal digits of the hash of the text's UTF-8 bytes. */
    static String marked(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return MARK + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static boolean isMarked(String text) {
        return text.startsWith(MARK);
    }
}
