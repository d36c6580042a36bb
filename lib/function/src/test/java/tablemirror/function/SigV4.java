package tablemirror.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server of AWS checks about a request's signature, worked out from its specification and with nothing of the SDK.
 * It knows one caller's secret.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">SigV4</a>
 */
public record SigV4(String secret, String region, String service) {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=[^/]+/(\\d{8}/([^/]+)/([^/]+)/aws4_request),"
                    + " ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

    /**
     * A request as it arrived.
     *
     * @param path percent-encoded, as in the request line
     * @param query percent-encoded, empty when there is none
     * @param headers names in any case
     */
    public record Arrived(
            String method,
            String path,
            String query,
            Map<String, List<String>> headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] body) {
        public Arrived {
            Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            anyCase.putAll(headers);
            headers = anyCase;
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of()).stream()
                    .map(value -> value.strip().replaceAll(" +", " "))
                    .collect(joining(","));
        }
    }

    /** Why the request would be refused; empty when its signature is right. */
    public Optional<String> fault(Arrived request) {
        Matcher given = AUTHORIZATION.matcher(request.header("Authorization"));
        if (!given.matches()) {
            return Optional.of("no signature in Authorization: " + request.header("Authorization"));
        }
        List<String> signed = List.of(given.group(4).split(";", -1));
        List<String> unsigned = request.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.equals("host") || name.startsWith("x-amz-"))
                .filter(name -> !signed.contains(name))
                .toList();
        String bodyHash = hash(request.body());
        String saidHash = request.header("x-amz-content-sha256");
        if (!unsigned.isEmpty()
                || !signed.contains("host")
                || !signed.equals(signed.stream().sorted().toList())) {
            return Optional.of("signed headers are %s, not %s".formatted(signed, unsigned));
        }
        if (!given.group(2).equals(region) || !given.group(3).equals(service)) {
            return Optional.of("scope is " + given.group(1));
        }
        if (!saidHash.isEmpty() && !saidHash.equals(bodyHash)) {
            return Optional.of("x-amz-content-sha256 is not the body's");
        }
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                request.header("X-Amz-Date"),
                given.group(1),
                hash(canonical(request, signed, bodyHash).getBytes(UTF_8)));
        String right = HexFormat.of().formatHex(mac(signingKey(given.group(1)), toSign));
        return right.equals(given.group(5))
                ? Optional.empty()
                : Optional.of("signature is wrong, to sign was\n" + toSign);
    }

    private static String canonical(Arrived request, List<String> signed, String bodyHash) {
        String headers = signed.stream()
                .map(name -> name + ":" + request.header(name) + "\n")
                .collect(joining());
        return String.join(
                "\n",
                request.method(),
                // Every service but S3 encodes the path once more.
                Arrays.stream(request.path().split("/", -1)).map(SigV4::encoded).collect(joining("/")),
                canonicalQuery(request.query()),
                headers,
                String.join(";", signed),
                bodyHash);
    }

    private static String canonicalQuery(String query) {
        return Stream.of(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.contains("=") ? pair.split("=", 2) : new String[] {pair, ""})
                .map(pair -> new String[] {encoded(decoded(pair[0])), encoded(decoded(pair[1]))})
                .sorted((a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(joining("&"));
    }

    private byte[] signingKey(String scope) {
        byte[] key = ("AWS4" + secret).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        return key;
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            boolean plain = (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
            encoded.append(plain || "-._~".indexOf(b) >= 0 ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        return encoded.toString();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
