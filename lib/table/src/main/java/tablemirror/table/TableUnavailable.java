package tablemirror.table;

/** The table cannot be read now. Expected, and caught by {@link TableReader}. */
public final class TableUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TableUnavailable(String table, Throwable cause) {
        super("table %s cannot be read: %s".formatted(table, cause.getMessage()), cause);
    }
}
