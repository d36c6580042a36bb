package tablemirror.local;

import java.io.PrintStream;

/**
 * Progress on a console. On a terminal a step overwrites the one before; elsewhere at most one a second is printed. Safe
 * to share between threads.
 */
final class ConsoleProgress implements Progress {
    private static final long NANOS_BETWEEN_STEPS = 1_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private boolean stepping;
    private long lastStep = System.nanoTime() - NANOS_BETWEEN_STEPS;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void say(String line) {
        out.println(stepping ? System.lineSeparator() + line : line);
        stepping = false;
    }

    @Override
    public synchronized void step(String line) {
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
            out.flush();
            stepping = true;
        } else if (System.nanoTime() - lastStep >= NANOS_BETWEEN_STEPS) {
            out.println(line);
            lastStep = System.nanoTime();
        }
    }
}
