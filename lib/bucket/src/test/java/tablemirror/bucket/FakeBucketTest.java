package tablemirror.bucket;

/** The fake keeps the contract. */
class FakeBucketTest extends BucketContract {
    private final FakeBucket bucket = new FakeBucket();

    @Override
    Bucket bucket() {
        return bucket;
    }

    @Override
    void put(String key, byte[] content) {
        bucket.objects.put(key, content);
    }
}
