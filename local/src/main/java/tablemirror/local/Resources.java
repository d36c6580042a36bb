package tablemirror.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The template's resources, and what a reference to one of them means here: a queue's URL, a bucket's name, a
 * function's logical id, a state machine's ARN. A resource whose condition does not hold is not there.
 */
final class Resources {
    private final Map<String, Object> tree;
    private final Map<String, String> parameters;
    private final String queueBase;
    private final Map<String, Resource> declared = new LinkedHashMap<>();
    private final Intrinsics intrinsics;

    Resources(Map<String, Object> tree, Map<String, String> parameters, String queueBase) {
        this.tree = tree;
        this.parameters = parameters;
        this.queueBase = queueBase;
        this.intrinsics = new Intrinsics(Tree.child(tree, "Conditions", "template"), this::reference);
        Tree.child(tree, "Resources", "template").forEach((id, declaration) -> {
            String where = "Resources." + id;
            Map<String, Object> fields = Tree.map(declaration, where);
            if (isPresent(fields, where)) {
                String type = String.valueOf(Tree.required(fields, "Type", where));
                declared.put(id, new Resource(id, type, Tree.child(fields, "Properties", where)));
            }
        });
    }

    List<Resource> present() {
        return List.copyOf(declared.values());
    }

    /** One property, worked out; empty when the resource does not have it, or has it as {@code AWS::NoValue}. */
    Optional<Object> property(Resource resource, String name) {
        return Optional.ofNullable(resource.properties().get(name))
                .flatMap(value -> resolved(value, resource.where() + "." + name));
    }

    /** What {@code Globals} says of all functions. */
    Optional<Object> functionGlobal(String name) {
        Map<String, Object> globals = Tree.child(Tree.child(tree, "Globals", "template"), "Function", "Globals");
        return Optional.ofNullable(globals.get(name)).flatMap(value -> resolved(value, "Globals.Function." + name));
    }

    private Optional<Object> resolved(Object value, String where) {
        return Optional.of(intrinsics.resolve(value, where)).filter(each -> !Intrinsics.isNoValue(each));
    }

    private boolean isPresent(Map<String, Object> fields, String where) {
        Object condition = fields.get("Condition");
        return condition == null || intrinsics.condition(String.valueOf(condition), where);
    }

    private @Nullable String reference(String name, String attribute) {
        if (attribute.isEmpty() && parameters.containsKey(name)) {
            return parameters.get(name);
        }
        Resource resource = declared.get(name);
        return resource == null ? pseudoParameter(name) : resourceValue(resource, attribute);
    }

    private static @Nullable String pseudoParameter(String name) {
        return switch (name) {
            case "AWS::StackName" -> Aws.STACK_NAME;
            case "AWS::Region" -> Aws.REGION;
            case "AWS::AccountId" -> Aws.ACCOUNT;
            case "AWS::Partition" -> Aws.PARTITION;
            default -> null;
        };
    }

    private @Nullable String resourceValue(Resource resource, String attribute) {
        String id = resource.id();
        return switch (resource.type() + "." + attribute) {
            case Resource.QUEUE + "." -> queueBase + queueName(resource);
            case Resource.QUEUE + ".Arn" -> Aws.arn("sqs", queueName(resource));
            case Resource.QUEUE + ".QueueName" -> queueName(resource);
            case Resource.BUCKET + "." -> Resource.bucketName(id);
            case Resource.BUCKET + ".Arn" -> "arn:%s:s3:::%s".formatted(Aws.PARTITION, Resource.bucketName(id));
            case Resource.FUNCTION + "." -> id;
            case Resource.FUNCTION + ".Arn" -> FunctionSpec.arn(id);
            case Resource.STATE_MACHINE + ".", Resource.STATE_MACHINE + ".Arn" ->
                StateMachineSpec.arn(stateMachineName(resource));
            case Resource.STATE_MACHINE + ".Name" -> stateMachineName(resource);
            default -> null;
        };
    }

    /** AWS makes one up where the template gives none. */
    String stateMachineName(Resource machine) {
        return property(machine, "Name").map(String::valueOf).orElse(machine.id());
    }

    String queueName(Resource queue) {
        return property(queue, "QueueName")
                .map(String::valueOf)
                .orElseThrow(() ->
                        new UsageError("%s has no QueueName, which the local run needs".formatted(queue.where())));
    }
}
