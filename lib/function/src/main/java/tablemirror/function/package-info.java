/** What every function needs around its work: settings, the time left, waiting. No AWS, no I/O. */
@NullMarked
package tablemirror.function;

import org.jspecify.annotations.NullMarked;
