package tablemirror.change;

/**
 * Whether a text is a number as JSON writes it, so that its digits can be copied into a document as they are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-6">RFC 8259, section 6</a>
 */
final class JsonNumber {
    private final String text;
    private int at;

    private JsonNumber(String text) {
        this.text = text;
    }

    static boolean isValid(String text) {
        return new JsonNumber(text).isNumber();
    }

    private boolean isNumber() {
        skip('-', '-');
        return (skip('0', '0') || digits())
                && (!skip('.', '.') || digits())
                && (!skip('e', 'E') || exponent())
                && at == text.length();
    }

    private boolean exponent() {
        skip('+', '-');
        return digits();
    }

    /** Passes over the one or the other. */
    private boolean skip(char one, char other) {
        if (at == text.length() || (text.charAt(at) != one && text.charAt(at) != other)) {
            return false;
        }
        at++;
        return true;
    }

    private boolean digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > from;
    }
}
