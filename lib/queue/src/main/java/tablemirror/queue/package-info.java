/** A FIFO queue: send, receive, acknowledge. The only code that speaks to SQS. */
@NullMarked
package tablemirror.queue;

import org.jspecify.annotations.NullMarked;
