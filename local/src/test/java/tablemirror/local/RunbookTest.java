package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alarms and the dashboard of template.yaml against docs/operate.md, each other, and the functions' own metrics. */
class RunbookTest {
    private static final Path ROOT = BuildOutput.find().root();
    private static final Map<String, Object> RESOURCES =
            Tree.child(TemplateFile.read(ROOT.resolve("template.yaml")), "Resources", "template");
    private static final String OWN_NAMESPACE = "Tablemirror/${AWS::StackName}";
    private static final Pattern DASHBOARD_METRIC =
            Pattern.compile("\"" + Pattern.quote(OWN_NAMESPACE) + "\", \"(\\w+)\", \"Service\", \"([\\w-]+)\"");

    private record Metric(String service, String name) {}

    @Test
    void everyAlarmHasItsSectionInTheOrderOfTheTemplateAndNoSectionIsLeftOver() throws IOException {
        List<String> sections = Files.readString(ROOT.resolve("docs/operate.md"))
                .lines()
                .dropWhile(line -> !line.equals("## Alarms"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertEquals(alarms().values().stream().map(RunbookTest::name).toList(), sections);
    }

    @Test
    void everyAlarmSaysWhatToDoAndTellsTheTopic() {
        Object topic = Map.of("Fn::If", List.of("HasAlarmTopic", List.of(Map.of("Ref", "AlarmTopicArn")), noValue()));
        alarms().forEach((id, alarm) -> {
            if (!id.equals("Health")) {
                String description = String.valueOf(alarm.get("AlarmDescription"));
                assertTrue(description.endsWith(" See docs/operate.md#" + name(alarm)), description);
                assertEquals(topic, alarm.get("AlarmActions"), id);
                assertEquals(topic, alarm.get("OKActions"), id);
                assertEquals("notBreaching", alarm.get("TreatMissingData"), id);
            }
        });
    }

    @Test
    void healthAndDashboardShowEveryAlarm() {
        String rule = String.valueOf(properties("Health").get("AlarmRule"));
        String dashboard = String.valueOf(properties("Dashboard").get("DashboardBody"));
        for (String id : alarms().keySet()) {
            assertTrue(id.equals("Health") || rule.contains("ALARM(\"${%s}\")".formatted(id)), id);
            assertTrue(id.equals("Health") || dashboard.contains("\"${%s.Arn}\"".formatted(id)), id);
        }
    }

    @Test
    void everyMetricOfOursIsOneThatItsFunctionCounts() throws IOException {
        List<Metric> metrics = new ArrayList<>();
        alarms().values().forEach(alarm -> collect(alarm, metrics));
        DASHBOARD_METRIC
                .matcher(String.valueOf(properties("Dashboard").get("DashboardBody")))
                .results()
                .forEach(found -> metrics.add(new Metric(found.group(2), found.group(1))));
        assertFalse(metrics.isEmpty());
        for (Metric metric : metrics) {
            assertTrue(sources(metric.service()).contains("\"" + metric.name() + "\""), metric.toString());
        }
    }

    /** Metrics of our namespace, at any depth. */
    private static void collect(Object node, List<Metric> found) {
        if (node instanceof Map<?, ?> map) {
            if (Map.of("Fn::Sub", OWN_NAMESPACE).equals(map.get("Namespace"))) {
                Map<String, Object> metric = Tree.map(map, "metric");
                Map<String, Object> dimension = Tree.map(
                        Tree.list(Tree.required(metric, "Dimensions", "metric"), "metric")
                                .getFirst(),
                        "dimension");
                found.add(new Metric(String.valueOf(dimension.get("Value")), String.valueOf(metric.get("MetricName"))));
            }
            map.values().forEach(value -> collect(value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, found));
        }
    }

    private static String sources(String module) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static Map<String, Map<String, Object>> alarms() {
        Map<String, Map<String, Object>> alarms = new LinkedHashMap<>();
        RESOURCES.forEach((id, resource) -> {
            if (String.valueOf(Tree.map(resource, id).get("Type")).matches("AWS::CloudWatch::(Composite)?Alarm")) {
                alarms.put(id, properties(id));
            }
        });
        return alarms;
    }

    private static Map<String, Object> properties(String id) {
        return Tree.child(Tree.child(RESOURCES, id, "Resources"), "Properties", id);
    }

    private static String name(Map<String, Object> alarm) {
        return String.valueOf(Tree.child(alarm, "AlarmName", "alarm").get("Fn::Sub"))
                .replace("${AWS::StackName}-", "");
    }

    private static Object noValue() {
        return Map.of("Ref", "AWS::NoValue");
    }
}
