package tablemirror.s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3Proxy on 127.0.0.1, for every credential: a bucket is a directory, an object a file in it. What was acknowledged is
 * on disk, so the process may be killed and started again. Arguments: port, directory.
 */
public final class S3Server {
    private S3Server() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:" + arguments[0]))
                .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                .awsAuthentication(AuthenticationType.NONE, null, null)
                .build()
                .start();
        Thread.currentThread().join();
    }
}
