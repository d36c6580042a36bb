/**
 * Amazon States Language: a definition is read and checked by {@link tablemirror.states.Definition}, and run by
 * {@link tablemirror.states.Interpreter}. What it does not know it refuses before anything runs.
 */
@NullMarked
package tablemirror.states;

import org.jspecify.annotations.NullMarked;
