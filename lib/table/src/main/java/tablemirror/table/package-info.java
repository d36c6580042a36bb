/**
 * Strongly consistent reads of single items. The only DynamoDB code. {@link TableReader} is pure logic over the port
 * {@link BatchGet}; {@link DynamoDbTable} is the port on the wire.
 */
@NullMarked
package tablemirror.table;

import org.jspecify.annotations.NullMarked;
