@NullMarked
package tablemirror.index;

import org.jspecify.annotations.NullMarked;
