package tablemirror.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A function for the tests: what it does is what it is asked, a JSON string. */
public final class ProbeHandler implements RequestStreamHandler {
    public ProbeHandler() {
        if (System.getenv("REFUSE") != null) {
            throw new IllegalArgumentException("REFUSE is set, must not be");
        }
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String asked = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
        String answer = switch (asked) {
            case "die" -> {
                Runtime.getRuntime().halt(7);
                yield "";
            }
            case "hang" -> {
                hang();
                yield "";
            }
            case "fail" -> throw new IllegalStateException("as asked");
            case "pid" -> Long.toString(ProcessHandle.current().pid());
            case "heap" -> Long.toString(Runtime.getRuntime().maxMemory());
            case "left" -> Integer.toString(context.getRemainingTimeInMillis());
            case "arn" -> context.getInvokedFunctionArn();
            default -> String.valueOf(System.getenv(asked));
        };
        out.write("\"%s\"".formatted(answer).getBytes(StandardCharsets.UTF_8));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
