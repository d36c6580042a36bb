/** Dead letters shown and brought back. Start reading at {@link tablemirror.replayer.Replayer}. */
@NullMarked
package tablemirror.replayer;

import org.jspecify.annotations.NullMarked;
