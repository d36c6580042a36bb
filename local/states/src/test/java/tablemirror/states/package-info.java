@NullMarked
package tablemirror.states;

import org.jspecify.annotations.NullMarked;
