package tablemirror.local;

import java.time.Duration;

/** An event source of a function, with the settings that the local run honours. */
sealed interface EventSourceSpec {
    /** The source's ARN: of a stream or of a queue. */
    String source();

    int batchSize();

    /** Whether the answer may name the failed records; if not, an answer of any kind is success. */
    boolean reportsItemFailures();

    /** A DynamoDB stream. */
    record Stream(
            String source,
            int batchSize,
            boolean reportsItemFailures,
            boolean bisects,
            int maximumRetries,
            Duration maximumRecordAge,
            String failureBucket)
            implements EventSourceSpec {
        /** As in the template: retried until the record is too old. */
        static final int UNLIMITED = -1;
    }

    /** A queue. */
    record Queue(String source, int batchSize, boolean reportsItemFailures, int maximumConcurrency)
            implements EventSourceSpec {}
}
