package tablemirror.index;

/** An error as OpenSearch states it, of an item or of a whole request; a part it leaves out is empty. */
record Fault(String type, String reason, String causeType, String causeReason) {
    /** The reason, with what caused it: the first alone is often only "failed to parse". */
    String fullReason() {
        return causeType.isEmpty() && causeReason.isEmpty()
                ? reason
                : "%s (caused by %s: %s)".formatted(reason, causeType, causeReason);
    }

    @Override
    public String toString() {
        return type + ": " + fullReason();
    }
}
