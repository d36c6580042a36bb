/** What can be changed while it runs. The only code that calls the parameter store; ParameterStore is the port. */
@NullMarked
package tablemirror.tuning;

import org.jspecify.annotations.NullMarked;
