package tablemirror.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The check against examples that AWS itself gives with their signatures. */
class SigV4Test {
    private static final SigV4 EXAMPLE = new SigV4("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service");
    private static final byte[] NO_BODY = {};

    private record Case(String query, String signature) {}

    @Test
    void awsOwnExamplesAreRight() {
        List<Case> cases = List.of(
                new Case("", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                new Case(
                        "Param2=value2&Param1=value1",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"));
        for (Case each : cases) {
            assertEquals(Optional.empty(), EXAMPLE.fault(request(each.query(), each.signature())));
        }
    }

    @Test
    void anotherSignatureIsWrong() {
        assertTrue(EXAMPLE.fault(request("", "0".repeat(64))).orElse("").startsWith("signature is wrong"));
    }

    private static SigV4.Arrived request(String query, String signature) {
        return new SigV4.Arrived(
                "GET",
                "/",
                query,
                Map.of(
                        "Host", List.of("example.amazonaws.com"),
                        "X-Amz-Date", List.of("20150830T123600Z"),
                        "Authorization",
                                List.of("AWS4-HMAC-SHA256"
                                        + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                        + " SignedHeaders=host;x-amz-date, Signature=" + signature)),
                NO_BODY);
    }
}
