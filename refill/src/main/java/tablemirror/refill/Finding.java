package tablemirror.refill;

/** A difference that is none on its way: the key in DynamoDB's JSON, and the stored version, 0 without a document. */
record Finding(String key, String documentId, Difference difference, long version) {}
