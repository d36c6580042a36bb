/** What every process of the local run starts with. No dependencies: it stands on each one's class path. */
@NullMarked
package tablemirror.child;

import org.jspecify.annotations.NullMarked;
