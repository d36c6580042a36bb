/** A bucket of objects that may be looked at and moved. The only S3 code: {@link tablemirror.bucket.Bucket} is the port. */
@NullMarked
package tablemirror.bucket;

import org.jspecify.annotations.NullMarked;
