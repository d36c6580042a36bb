package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void takenPortIsNamedWithItsOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertEquals(
                    "port %d (opensearch) is taken: stop what listens there or choose another with --port-opensearch"
                            .formatted(port),
                    assertThrows(
                                    UsageError.class,
                                    () -> Ports.ANY.withOpensearch(port).resolved())
                            .getMessage());
        }
    }

    @Test
    void zeroBecomesAFreePort() {
        Ports ports = Ports.ANY.resolved();

        assertTrue(ports.dynamodb() > 0
                && ports.sqs() > 0
                && ports.opensearch() > 0
                && ports.s3() > 0
                && ports.lambda() > 0
                && ports.states() > 0);
    }
}
