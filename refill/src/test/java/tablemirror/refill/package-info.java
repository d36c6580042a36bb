/** The refill over a table, an index and a queue in memory. */
@NullMarked
package tablemirror.refill;

import org.jspecify.annotations.NullMarked;
