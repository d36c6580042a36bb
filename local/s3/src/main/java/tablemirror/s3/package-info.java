/** S3 as one process of the local run. */
@NullMarked
package tablemirror.s3;

import org.jspecify.annotations.NullMarked;
