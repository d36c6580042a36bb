@NullMarked
package tablemirror.simulation;

import org.jspecify.annotations.NullMarked;
