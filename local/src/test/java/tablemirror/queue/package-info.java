@NullMarked
package tablemirror.queue;

import org.jspecify.annotations.NullMarked;
