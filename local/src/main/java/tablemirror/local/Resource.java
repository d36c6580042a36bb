package tablemirror.local;

import java.util.Locale;
import java.util.Map;

/** A resource as the template has it, intrinsics and all. */
record Resource(String id, String type, Map<String, Object> properties) {
    static final String QUEUE = "AWS::SQS::Queue";
    static final String BUCKET = "AWS::S3::Bucket";
    static final String STATE_MACHINE = "AWS::Serverless::StateMachine";
    static final String FUNCTION = "AWS::Serverless::Function";

    Resource {
        properties = Map.copyOf(properties);
    }

    String where() {
        return "Resources." + id;
    }

    static String bucketName(String id) {
        return Aws.STACK_NAME + "-" + id.toLowerCase(Locale.ROOT);
    }
}
