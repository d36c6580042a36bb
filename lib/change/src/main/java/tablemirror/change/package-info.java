/** An item's change, from its stream record to its document, without a client or a clock. */
@NullMarked
package tablemirror.change;

import org.jspecify.annotations.NullMarked;
