@NullMarked
package tablemirror.indexer;

import org.jspecify.annotations.NullMarked;
