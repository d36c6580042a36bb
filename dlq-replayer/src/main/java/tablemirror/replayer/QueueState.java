package tablemirror.replayer;

import tablemirror.queue.Queue.Depth;

/**
 * What SQS says of the dead-letter queue at the end of a run, before its letters are let go. SQS's figures follow the
 * truth by up to a minute. Immutable.
 *
 * @param known whether SQS was asked
 * @param remaining all that is in the queue
 * @param hidden letters that wait and were not handed out, if the run went on until nothing came any more
 * @param inOtherHands letters that another run has, or had when it was killed
 */
record QueueState(boolean known, int remaining, int hidden, int inOtherHands) {
    /** Messages of a FIFO queue in flight, above which SQS hands out no more and says nothing.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html">SQS
     *     quotas</a>
     */
    static final int MOST_IN_FLIGHT = 120_000;

    static final QueueState UNKNOWN = new QueueState(false, 0, 0, 0);

    static QueueState of(Depth depth, int inHand, boolean wholeQueue) {
        return new QueueState(
                true, depth.messages(), wholeQueue ? depth.visible() : 0, Math.max(0, depth.inFlight() - inHand));
    }
}
