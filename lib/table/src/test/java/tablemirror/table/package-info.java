@NullMarked
package tablemirror.table;

import org.jspecify.annotations.NullMarked;
