/** Measurements: what the application costs, how fast it is, and where the limit lies. Begins at {@link Bench}. */
@NullMarked
package tablemirror.bench;

import org.jspecify.annotations.NullMarked;
