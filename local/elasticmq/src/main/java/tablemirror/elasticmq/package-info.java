/** ElasticMQ as one process of the local run. */
@NullMarked
package tablemirror.elasticmq;

import org.jspecify.annotations.NullMarked;
