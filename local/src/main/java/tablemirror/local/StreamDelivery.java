package tablemirror.local;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tablemirror.function.Backoff;
import tablemirror.function.Ticker;

/**
 * Brings one batch of a stream to the function, as Lambda does: a failure is retried from the lowest number the answer
 * names, an error with the batch halved, both until they succeed or the records are too old, when they go to the failure
 * destination. It returns when every record of the batch is where it belongs; order is kept throughout.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Batch failures</a>
 */
final class StreamDelivery {
    private final EventSourceSpec.Stream settings;
    private final Invoker function;
    private final FailureDestination destination;
    private final LongSupplier nowSeconds;
    private final Backoff backoff;
    private final Ticker ticker;

    StreamDelivery(
            EventSourceSpec.Stream settings,
            Invoker function,
            FailureDestination destination,
            LongSupplier nowSeconds,
            Backoff backoff,
            Ticker ticker) {
        this.settings = settings;
        this.function = function;
        this.destination = destination;
        this.nowSeconds = nowSeconds;
        this.backoff = backoff;
        this.ticker = ticker;
    }

    void deliver(List<PresentedRecord> batch) throws InterruptedException {
        Deque<Piece> pieces = new ArrayDeque<>(List.of(new Piece(batch, 0)));
        int failuresInARow = 0;
        while (!pieces.isEmpty()) {
            Piece piece = giveUp(pieces.pop());
            if (piece.records().isEmpty()) {
                continue;
            }
            boolean progress = advance(piece, pieces);
            failuresInARow = progress ? 0 : failuresInARow + 1;
            if (!progress) {
                ticker.sleep(backoff.after(failuresInARow, RandomGenerator.getDefault()));
            }
        }
    }

    /** Invokes once, puts what is still to do in front, and answers whether anything was done. */
    private boolean advance(Piece piece, Deque<Piece> pieces) throws InterruptedException {
        List<PresentedRecord> records = piece.records();
        var numbers =
                records.stream().map(each -> each.sequenceNumber().toString()).collect(Collectors.toSet());
        Invocation invocation = function.invoke(
                Event.of(records.stream().map(PresentedRecord::json).toList()));
        switch (BatchAnswer.of(invocation, numbers, settings.reportsItemFailures())) {
            case BatchAnswer.AllSucceeded all -> {
                return true;
            }
            case BatchAnswer.SomeFailed some -> {
                int first = lowest(records, some);
                pieces.push(new Piece(records.subList(first, records.size()), first == 0 ? piece.failures() + 1 : 1));
                return first > 0;
            }
            case BatchAnswer.AllFailed all -> {
                retry(piece, pieces);
                return false;
            }
        }
    }

    private static int lowest(List<PresentedRecord> records, BatchAnswer.SomeFailed some) {
        BigInteger lowest = some.identifiers().stream()
                .map(BigInteger::new)
                .min(BigInteger::compareTo)
                .orElseThrow();
        return records.stream().map(PresentedRecord::sequenceNumber).toList().indexOf(lowest);
    }

    /** Halving uses up no retry: each half has as many left as the whole had. */
    private void retry(Piece piece, Deque<Piece> pieces) {
        List<PresentedRecord> records = piece.records();
        if (settings.bisects() && records.size() > 1) {
            int middle = records.size() / 2;
            pieces.push(new Piece(records.subList(middle, records.size()), piece.failures()));
            pieces.push(new Piece(records.subList(0, middle), piece.failures()));
        } else {
            pieces.push(new Piece(records, piece.failures() + 1));
        }
    }

    /** Sends away what is not to be tried again, and answers the rest. */
    private Piece giveUp(Piece piece) {
        List<PresentedRecord> records = piece.records();
        int limit = settings.maximumRetries();
        if (limit != EventSourceSpec.Stream.UNLIMITED && piece.failures() > limit) {
            destination.take(records, "RetryAttemptsExhausted", piece.failures());
            return new Piece(List.of(), 0);
        }
        long oldest = nowSeconds.getAsLong() - settings.maximumRecordAge().toSeconds();
        int expired = (int) records.stream()
                .takeWhile(each -> each.creationSecond() < oldest)
                .count();
        if (expired > 0) {
            destination.take(records.subList(0, expired), "RecordAgeExceeded", piece.failures());
        }
        return new Piece(records.subList(expired, records.size()), piece.failures());
    }

    /** Records that travel together, and how often they have failed. */
    private record Piece(List<PresentedRecord> records, int failures) {}
}
