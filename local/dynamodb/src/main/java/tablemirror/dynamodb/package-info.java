/** DynamoDB as one process of the local run. */
@NullMarked
package tablemirror.dynamodb;

import org.jspecify.annotations.NullMarked;
