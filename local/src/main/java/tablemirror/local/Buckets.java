package tablemirror.local;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** The template's buckets. */
final class Buckets {
    private Buckets() {}

    /** Makes those that are not there. */
    static void create(Collection<String> names, S3Client client) {
        Set<String> there =
                client.listBuckets().buckets().stream().map(Bucket::name).collect(Collectors.toSet());
        names.stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> client.createBucket(request -> request.bucket(name)));
    }
}
