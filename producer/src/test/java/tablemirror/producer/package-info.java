@NullMarked
package tablemirror.producer;

import org.jspecify.annotations.NullMarked;
