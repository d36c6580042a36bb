@NullMarked
package tablemirror.local;

import org.jspecify.annotations.NullMarked;
