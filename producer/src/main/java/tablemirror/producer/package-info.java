/** Stream records to messages: the pipeline's first function. Start reading at {@link tablemirror.producer.Producer}. */
@NullMarked
package tablemirror.producer;

import org.jspecify.annotations.NullMarked;
