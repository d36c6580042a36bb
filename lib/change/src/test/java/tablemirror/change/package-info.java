@NullMarked
package tablemirror.change;

import org.jspecify.annotations.NullMarked;
