/** Measurements of the whole application: what pace it keeps, how it finds a capacity, how it works off a backlog. */
@NullMarked
package tablemirror.bench;

import org.jspecify.annotations.NullMarked;
