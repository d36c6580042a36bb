/** The application of template.yaml on one machine. Start reading at {@code LocalApplication}. */
@NullMarked
package tablemirror.local;

import org.jspecify.annotations.NullMarked;
