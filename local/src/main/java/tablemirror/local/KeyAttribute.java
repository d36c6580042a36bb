package tablemirror.local;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A key attribute of the table: its name, and S, N or B. */
record KeyAttribute(String name, ScalarAttributeType type) {
    private static final Pattern FORM = Pattern.compile("(.{1,255}):([SNB])");

    /** Reads {@code NAME:TYPE}; {@code option} is what it was given with, for the error. */
    static KeyAttribute parse(String text, String option) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UsageError("%s is '%s', must be NAME:TYPE with TYPE S, N or B".formatted(option, text));
        }
        return new KeyAttribute(matcher.group(1), ScalarAttributeType.fromValue(matcher.group(2)));
    }
}
