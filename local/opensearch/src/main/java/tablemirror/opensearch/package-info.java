/** OpenSearch as one process of the local run. */
@NullMarked
package tablemirror.opensearch;

import org.jspecify.annotations.NullMarked;
