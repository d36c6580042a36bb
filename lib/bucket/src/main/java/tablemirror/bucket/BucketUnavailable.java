package tablemirror.bucket;

/** S3 did not answer, or refused: a dead dependency, a missing permission or an object that is not there. */
public final class BucketUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BucketUnavailable(String what, String bucket, String key, Throwable cause) {
        super("cannot %s s3://%s/%s: %s".formatted(what, bucket, key, cause.getMessage()), cause);
    }
}
