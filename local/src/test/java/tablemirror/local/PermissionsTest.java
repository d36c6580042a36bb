package tablemirror.local;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/security.md against template.yaml: every permission has its row and its reason, and no row is left over. */
class PermissionsTest {
    private static final Path ROOT = BuildOutput.find().root();
    private static final Map<String, Object> RESOURCES =
            Tree.child(TemplateFile.read(ROOT.resolve("template.yaml")), "Resources", "template");
    private static final String OWN_ARN = "arn:\\$\\{AWS::Partition}:\\w+:\\$\\{AWS::Region}:\\$\\{AWS::AccountId}:";

    @Test
    void everyPermissionStandsInTheTableAndNothingElseDoes() throws IOException {
        assertEquals(declared(), documented());
    }

    @Test
    void everyPermissionHasItsReason() throws IOException {
        rows().forEach(row -> assertTrue(row.split("\\|", -1)[4].strip().length() > 10, row));
    }

    @Test
    void whateverRunsHasARoleOfItsOwnAndNoPolicyOfAws() {
        Set<String> roles = new TreeSet<>(RESOURCES.keySet());
        roles.removeIf(id -> !type(id).equals("AWS::IAM::Role"));
        Set<String> used = new TreeSet<>();
        for (String id : RESOURCES.keySet()) {
            if (type(id).equals(Resource.FUNCTION) || type(id).equals(Resource.STATE_MACHINE)) {
                Map<String, Object> role = Tree.child(properties(id), "Role", id);
                used.add(String.valueOf(
                        Tree.list(Tree.required(role, "Fn::GetAtt", id), id).getFirst()));
            }
            for (Object policy : Tree.list(properties(id).getOrDefault("ManagedPolicyArns", List.of()), id)) {
                assertEquals(Map.of("Ref", "AnyFunction"), policy);
            }
        }
        assertEquals(roles, used);
    }

    @Test
    void queuesAndBucketRefuseWhatIsNotEncryptedOnItsWay() {
        Set<String> guarded = new TreeSet<>();
        for (String id : RESOURCES.keySet()) {
            if (Set.of("AWS::SQS::QueuePolicy", "AWS::S3::BucketPolicy").contains(type(id))) {
                assertTrue(properties(id).toString().contains("{Bool={aws:SecureTransport=false}}"), id);
                assertTrue(properties(id).toString().contains("Effect=Deny"), id);
                guarded.add(id.replaceAll("Policy$", ""));
            }
        }
        Set<String> declared = new TreeSet<>(RESOURCES.keySet());
        declared.removeIf(id -> !Set.of(Resource.QUEUE, Resource.BUCKET).contains(type(id)));
        assertEquals(declared, guarded);
    }

    private static String declared() {
        List<String> rows = new ArrayList<>();
        for (String id : RESOURCES.keySet()) {
            if (type(id).equals("AWS::IAM::ManagedPolicy")) {
                statements(properties(id), id).forEach(each -> rows.add(row(id, each)));
            }
            if (type(id).equals("AWS::IAM::Role")) {
                for (Object policy : Tree.list(properties(id).getOrDefault("Policies", List.of()), id)) {
                    statements(Tree.map(policy, id), id).forEach(each -> rows.add(row(id, each)));
                }
            }
        }
        return String.join("\n", rows);
    }

    /** Those under a condition, too. */
    private static List<Map<String, Object>> statements(Map<String, Object> policy, String where) {
        Map<String, Object> document = Tree.child(policy, "PolicyDocument", where);
        return Tree.list(Tree.required(document, "Statement", where), where).stream()
                .map(statement -> Tree.map(statement, where))
                .map(statement -> statement.containsKey("Fn::If")
                        ? Tree.map(Tree.list(statement.get("Fn::If"), where).get(1), where)
                        : statement)
                .toList();
    }

    private static String row(String role, Map<String, Object> statement) {
        String effect = Tree.required(statement, "Effect", role).equals("Allow") ? "" : "not ";
        String actions = cells(Tree.required(statement, "Action", role));
        return "| `%s` | %s%s | %s |"
                .formatted(role, effect, actions, cells(Tree.required(statement, "Resource", role)));
    }

    private static String cells(Object oneOrMore) {
        List<?> all = oneOrMore instanceof List<?> list ? list : List.of(oneOrMore);
        return all.stream().map(each -> "`%s`".formatted(shown(each))).collect(joining(" "));
    }

    private static String shown(Object value) {
        if (!(value instanceof Map<?, ?> intrinsic)) {
            return String.valueOf(value);
        }
        Object argument = intrinsic.values().iterator().next();
        return argument instanceof List<?> attribute
                ? String.valueOf(attribute.getFirst())
                : String.valueOf(argument).replaceFirst(OWN_ARN, "");
    }

    private static String documented() throws IOException {
        return rows().stream()
                .map(row -> row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1))
                .collect(joining("\n"));
    }

    private static List<String> rows() throws IOException {
        return Files.readString(ROOT.resolve("docs/security.md"))
                .lines()
                .dropWhile(line -> !line.equals("## Permissions"))
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static String type(String id) {
        return String.valueOf(Tree.child(RESOURCES, id, "Resources").get("Type"));
    }

    private static Map<String, Object> properties(String id) {
        return Tree.child(Tree.child(RESOURCES, id, "Resources"), "Properties", id);
    }
}
