package tablemirror.function;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a function's settings from its environment and gathers every mistake, so that one failed start names them all.
 * A wrong setting yields a stand-in that {@link #refuseIfWrong} keeps from ever being used.
 */
public final class SettingsReader {
    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();

    public SettingsReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public String text(String name) {
        String value = optionalText(name);
        if (value == null) {
            mistakes.add(name + " is not set");
            return "";
        }
        return value;
    }

    /** Null when it is absent or empty: a template cannot leave a variable out, only empty. */
    public @Nullable String optionalText(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Texts between commas, without the spaces around them; none when it is absent or empty. */
    public List<String> list(String name) {
        String value = optionalText(name);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    public int wholeNumber(String name, int least, int most) {
        String value = text(name);
        if (value.isEmpty()) {
            return least;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same complaint as for a number out of bounds.
        }
        mistakes.add("%s is %s, must be a whole number in %d..%d".formatted(name, value, least, most));
        return least;
    }

    /** An http or https address without a path; https when it names no scheme. */
    public URI endpoint(String name) {
        String value = text(name);
        URI standIn = URI.create("https://localhost");
        if (value.isEmpty()) {
            return standIn;
        }
        try {
            URI uri = URI.create(value.contains("://") ? value : "https://" + value);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getPath().matches("/?") && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The same complaint as for a scheme that is neither.
        }
        mistakes.add("%s is %s, must be http:// or https://, a host and no path".formatted(name, value));
        return standIn;
    }

    /** A mistake that only the settings together show. */
    public void wrong(String mistake) {
        mistakes.add(mistake);
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException when any setting read so far is wrong; the message names each
     */
    public void refuseIfWrong() {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("wrong settings: %s. They come from the parameters of template.yaml."
                    .formatted(String.join("; ", mistakes)));
        }
    }
}
