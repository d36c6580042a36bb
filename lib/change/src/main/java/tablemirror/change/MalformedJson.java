package tablemirror.change;

import java.io.IOException;

/** JSON that is well formed but not what was agreed. It never carries content, only what kind of thing is wrong. */
final class MalformedJson extends IOException {
    MalformedJson(String message) {
        super(message);
    }
}
