/** Messages to bulk requests. Start reading at {@link tablemirror.indexer.Indexer}. */
@NullMarked
package tablemirror.indexer;

import org.jspecify.annotations.NullMarked;
