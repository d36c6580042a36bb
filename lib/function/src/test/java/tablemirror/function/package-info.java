@NullMarked
package tablemirror.function;

import org.jspecify.annotations.NullMarked;
