@NullMarked
package tablemirror.bucket;

import org.jspecify.annotations.NullMarked;
