package tablemirror.table;

/** DynamoDB refused a question for the sake of one of its keys, without saying which. Caught by {@link TableReader}. */
public final class KeysRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeysRefused(String table, Throwable cause) {
        super(
                "table %s refuses a key (%s): check that PartitionKey and SortKey are the table's"
                        .formatted(table, cause.getMessage()),
                cause);
    }
}
