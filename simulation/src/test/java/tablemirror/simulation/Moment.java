package tablemirror.simulation;

/** When in a refill something happens to the table that only goes wrong just then. */
enum Moment {
    /** A page of a scan has been read and is not written yet. */
    SCAN,
    /** The new index has been compared, or nearly, and is not live yet. */
    JUDGEMENT,
    /** Live index and standby are about to change places. */
    SWAP
}
