package tablemirror.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends with whoever started this process: its standard input is a pipe that only the parent
 * holds, so it ends when the parent does, however that died. Arguments: the main class, then that class's own.
 */
public final class Child {
    private static final int PARENT_GONE = 3;

    private Child() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(Child::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes to it; only its end means something.
            }
        } catch (IOException e) {
            // A broken pipe is an ended one.
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
