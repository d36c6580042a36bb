package tablemirror.local;

/** Runs a function once, synchronously. */
@FunctionalInterface
interface Invoker {
    Invocation invoke(byte[] event) throws InterruptedException;
}
