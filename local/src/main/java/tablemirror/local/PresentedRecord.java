package tablemirror.local;

import java.math.BigInteger;

/** A record of a stream as a function gets it: its number and time as the service has them, and its JSON. */
@SuppressWarnings("ArrayRecordComponent")
record PresentedRecord(BigInteger sequenceNumber, long creationSecond, byte[] json) {}
