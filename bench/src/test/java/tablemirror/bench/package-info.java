@NullMarked
package tablemirror.bench;

import org.jspecify.annotations.NullMarked;
