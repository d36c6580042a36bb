package tablemirror.local;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Where the local run listens on 127.0.0.1. Zero: any free port. */
record Ports(int dynamodb, int sqs, int opensearch, int s3, int lambda, int states, int ssm) {
    static final Ports DEFAULT = new Ports(8000, 9324, 9200, 9000, 3001, 8083, 8084);
    static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0, 0);

    Ports withDynamodb(int port) {
        return new Ports(port, sqs, opensearch, s3, lambda, states, ssm);
    }

    Ports withSqs(int port) {
        return new Ports(dynamodb, port, opensearch, s3, lambda, states, ssm);
    }

    Ports withOpensearch(int port) {
        return new Ports(dynamodb, sqs, port, s3, lambda, states, ssm);
    }

    Ports withS3(int port) {
        return new Ports(dynamodb, sqs, opensearch, port, lambda, states, ssm);
    }

    Ports withLambda(int port) {
        return new Ports(dynamodb, sqs, opensearch, s3, port, states, ssm);
    }

    Ports withStates(int port) {
        return new Ports(dynamodb, sqs, opensearch, s3, lambda, port, ssm);
    }

    Ports withSsm(int port) {
        return new Ports(dynamodb, sqs, opensearch, s3, lambda, states, port);
    }

    /** Free ports in the place of zeros; an error when one that was asked for is taken. */
    Ports resolved() {
        Map<String, Integer> asked = new LinkedHashMap<>();
        asked.put("dynamodb", dynamodb);
        asked.put("sqs", sqs);
        asked.put("opensearch", opensearch);
        asked.put("s3", s3);
        asked.put("lambda", lambda);
        asked.put("states", states);
        asked.put("ssm", ssm);
        asked.forEach((name, port) -> {
            if (port != 0 && Loopback.isTaken(port)) {
                throw new UsageError("port %d (%s) is taken: stop what listens there or choose another with --port-%s"
                        .formatted(port, name, name));
            }
        });
        Iterator<Integer> free = Loopback.freePorts(asked.size()).iterator();
        asked.replaceAll((name, port) -> port == 0 ? free.next() : port);
        return new Ports(
                port(asked, "dynamodb"),
                port(asked, "sqs"),
                port(asked, "opensearch"),
                port(asked, "s3"),
                port(asked, "lambda"),
                port(asked, "states"),
                port(asked, "ssm"));
    }

    private static int port(Map<String, Integer> ports, String name) {
        return Objects.requireNonNull(ports.get(name));
    }
}
