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
        skip("-");
        return (skip("0") || digits())
                && (!skip(".") || digits())
                && (!skip("eE") || exponent())
                && at == text.length();
    }

    private boolean exponent() {
        skip("+-");
        return digits();
    }

    private boolean skip(String anyOf) {
        boolean found = at < text.length() && anyOf.indexOf(text.charAt(at)) >= 0;
        at += found ? 1 : 0;
        return found;
    }

    private boolean digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > from;
    }
}
