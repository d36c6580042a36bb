package tablemirror.refill;

/** A difference that is none on its way, with the key in DynamoDB's JSON. */
record Finding(String key, String documentId, Difference difference) {}
