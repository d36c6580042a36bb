/**
 * The OpenSearch index: bulks, outcomes, the index itself. The only OpenSearch code. {@link BulkWriter} is pure logic over
 * the port {@link OpenSearch}; {@link SignedOpenSearch} is the port on the wire.
 */
@NullMarked
package tablemirror.index;

import org.jspecify.annotations.NullMarked;
