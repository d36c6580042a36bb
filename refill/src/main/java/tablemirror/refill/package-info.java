/** Table scan to index: fill, verify, repair, swap. Start reading at {@link tablemirror.refill.Refill}. */
@NullMarked
package tablemirror.refill;

import org.jspecify.annotations.NullMarked;
