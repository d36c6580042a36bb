package tablemirror.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The SAM template: what it declares, and with parameter values, what it deploys. The local run takes queues, buckets,
 * functions and state machines from it; roles, policies, alarms and the like mean nothing here and are left aside.
 */
final class Template {
    private final Path file;
    private final Map<String, Object> tree;
    private final Parameters parameters;

    private Template(Path file, Map<String, Object> tree) {
        this.file = file;
        this.tree = tree;
        this.parameters = new Parameters(Tree.child(tree, "Parameters", "template"));
    }

    static Template read(Path file) {
        return new Template(file, TemplateFile.read(file));
    }

    static Template parse(String yaml) {
        return new Template(Path.of("template.yaml"), TemplateFile.parse(yaml, "template"));
    }

    Parameters parameters() {
        return parameters;
    }

    /**
     * What this template deploys with these values.
     *
     * @param queueBase what comes before a queue's name in its URL
     * @throws UsageError when its rules refuse them
     */
    Deployment deploy(Map<String, String> given, String queueBase) {
        Map<String, String> values = parameters.values(given);
        new Rules(Tree.child(tree, "Rules", "template"), values).check();
        Resources resources = new Resources(tree, values, queueBase);
        List<QueueSpec> queues = new ArrayList<>();
        List<FunctionSpec> functions = new ArrayList<>();
        List<StateMachineSpec> machines = new ArrayList<>();
        Map<String, String> buckets = new LinkedHashMap<>();
        for (Resource resource : resources.present()) {
            switch (resource.type()) {
                case Resource.QUEUE -> queues.add(new QueueReader(resources).read(resource));
                case Resource.FUNCTION -> functions.add(new FunctionReader(resources, file).read(resource));
                case Resource.STATE_MACHINE -> machines.add(new StateMachineReader(resources, file).read(resource));
                case Resource.BUCKET -> buckets.put(resource.id(), Resource.bucketName(resource.id()));
                default -> {}
            }
        }
        return new Deployment(queues, functions, machines, buckets);
    }
}
