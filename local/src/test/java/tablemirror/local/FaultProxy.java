package tablemirror.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import tablemirror.function.Ticker;
import tablemirror.local.Bulk.Fate;

/**
 * Stands between the indexer and OpenSearch, keeps a list of the bulk requests that pass, and does to them what networks
 * and ailing servers do. Where OpenSearch itself does not answer, neither does it. Safe to share between threads.
 */
public final class FaultProxy implements AutoCloseable {
    private static final byte[] TOO_MANY = "429 Too Many Requests /_bulk".getBytes(StandardCharsets.UTF_8);

    private final URI upstream;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Bulk> bulks = Collections.synchronizedList(new ArrayList<>());
    private volatile Phase phase = new Phase(Behaviour.PASS);

    /** What it does with every request. */
    private enum Behaviour {
        PASS,
        LIMIT,
        HANG,
        LOSE_ANSWERS,
        KEEP_ANSWERS
    }

    /** Holds from one call of the methods below to the next; that ends it. */
    private record Phase(Behaviour behaviour, Capacity capacity, CountDownLatch ended) {
        Phase(Behaviour behaviour) {
            this(behaviour, new Capacity(0, Ticker.SYSTEM), new CountDownLatch(1));
        }
    }

    private FaultProxy(URI upstream, HttpServer server) {
        this.upstream = upstream;
        this.server = server;
    }

    /** Before a server that may not be there yet. */
    public static FaultProxy before(URI upstream) throws IOException {
        FaultProxy proxy = new FaultProxy(upstream, Loopback.server(0));
        proxy.server.createContext("/", proxy::handle);
        proxy.server.start();
        return proxy;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on passes everything. What it held is dropped without an answer, here as in the following. */
    public void pass() {
        become(new Phase(Behaviour.PASS));
    }

    /** From now on refuses bulks beyond so many operations a second, as a proxy of OpenSearch Service does. */
    public void limit(double operationsPerSecond) {
        become(new Phase(Behaviour.LIMIT, new Capacity(operationsPerSecond, Ticker.SYSTEM), new CountDownLatch(1)));
    }

    /** From now on takes requests, forwards nothing and never answers. */
    public void hang() {
        become(new Phase(Behaviour.HANG));
    }

    /** From now on forwards, and drops the connection when it should answer. */
    public void loseAnswers() {
        become(new Phase(Behaviour.LOSE_ANSWERS));
    }

    /** From now on forwards, and keeps the answers. */
    public void keepAnswers() {
        become(new Phase(Behaviour.KEEP_ANSWERS));
    }

    /** All bulk requests until now. */
    public Bulks bulks() {
        synchronized (bulks) {
            return new Bulks(bulks.stream()
                    .sorted(Comparator.comparingLong(Bulk::atNanos))
                    .toList());
        }
    }

    private void become(Phase next) {
        Phase before = phase;
        phase = next;
        before.ended().countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        long atNanos = System.nanoTime();
        // Closed without an answer, an exchange takes its connection along.
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean isBulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
            List<String> ids = isBulk ? BulkIds.of(body) : List.of();
            Phase now = phase;
            Optional<Answer> answer = answer(now, exchange, body, ids);
            if (isBulk) {
                Fate fate = answer.map(Answer::fate).orElse(Fate.LOST);
                bulks.add(new Bulk(atNanos, System.nanoTime(), ids, fate));
            }
            if (answer.isPresent()) {
                Loopback.answer(exchange, answer.get().status(), answer.get().body());
            } else if (now.behaviour() == Behaviour.HANG || now.behaviour() == Behaviour.KEEP_ANSWERS) {
                now.ended().await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Answer> answer(Phase now, HttpExchange exchange, byte[] body, List<String> ids)
            throws InterruptedException {
        return switch (now.behaviour()) {
            case PASS -> forward(exchange, body);
            case LIMIT ->
                now.capacity().take(ids.size())
                        ? forward(exchange, body)
                        : Optional.of(new Answer(Fate.REFUSED, 429, TOO_MANY));
            case HANG -> Optional.empty();
            case LOSE_ANSWERS, KEEP_ANSWERS -> {
                var unused = forward(exchange, body);
                yield Optional.empty();
            }
        };
    }

    /** OpenSearch's answer; none when it gives none. */
    private Optional<Answer> forward(HttpExchange exchange, byte[] body) throws InterruptedException {
        URI asked = exchange.getRequestURI();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        HttpRequest request = HttpRequest.newBuilder(upstream.resolve(asked.getRawPath() + query))
                .header("Content-Type", "application/json")
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return Optional.of(new Answer(Fate.ANSWERED, response.statusCode(), response.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(Fate fate, int status, byte[] body) {}

    @Override
    public void close() {
        pass();
        server.stop(0);
        client.close();
    }
}
