/** Tests, and a parameter store in memory. */
@NullMarked
package tablemirror.tuning;

import org.jspecify.annotations.NullMarked;
