package tablemirror.local;

/** The region and account everything pretends to be in. Clients may use any other: no local server checks. */
final class Aws {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";
    static final String PARTITION = "aws";
    static final String STACK_NAME = "tablemirror";

    private Aws() {}

    static String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(PARTITION, service, REGION, ACCOUNT, resource);
    }
}
