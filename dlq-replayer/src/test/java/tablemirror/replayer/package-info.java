@NullMarked
package tablemirror.replayer;

import org.jspecify.annotations.NullMarked;
