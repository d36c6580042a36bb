package tablemirror.indexer;

import tablemirror.index.Pace;

/**
 * How large a bulk may be. Never more documents than a second's worth of the pace: one bulk for ten seconds would be a
 * burst ten times the rate.
 */
record BulkLimits(int maxDocuments, int bytes) {

    /** The most documents for the next bulk, at least one. */
    int documents(Pace pace) {
        return Math.min(maxDocuments, pace.affordable());
    }
}
