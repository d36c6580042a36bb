package tablemirror.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A template as a tree of maps, lists and scalars, with short intrinsics ({@code !Ref x}) in their long form
 * ({@code {Ref: x}}). It knows how they are written, not what they mean.
 */
final class TemplateFile {
    private TemplateFile() {}

    static Map<String, Object> read(Path file) {
        try {
            return parse(Files.readString(file), file.getFileName().toString());
        } catch (IOException e) {
            throw new UsageError("%s cannot be read: %s".formatted(file, e));
        }
    }

    static Map<String, Object> parse(String yaml, String name) {
        try {
            Object tree = new Yaml(new Reader(name)).load(yaml);
            return Tree.map(tree == null ? Map.of() : tree, name);
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null
                    ? name
                    : name + " line " + (e.getProblemMark().getLine() + 1);
            throw new UsageError("%s: %s".formatted(where, e.getProblem()));
        }
    }

    private static final class Reader extends SafeConstructor {
        private final String name;

        Reader(String name) {
            super(new LoaderOptions());
            this.name = name;
            Intrinsics.NAMES.forEach(intrinsic -> yamlConstructors.put(new Tag("!" + intrinsic), new LongForm()));
            yamlMultiConstructors.put("!", new Unknown());
        }

        private Object plain(Node node) {
            return switch (node) {
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalStateException("a YAML node of kind " + node.getNodeId());
            };
        }

        private final class LongForm extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                String intrinsic = node.getTag().getValue().substring(1);
                Object argument = plain(node);
                if (intrinsic.equals("GetAtt") && argument instanceof String path) {
                    argument = Arrays.asList(path.split("\\.", 2));
                }
                return Map.of(Intrinsics.longName(intrinsic), argument);
            }
        }

        private final class Unknown extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                List<String> known = Intrinsics.NAMES.stream()
                        .sorted()
                        .map(each -> "!" + each)
                        .toList();
                throw new UsageError("%s line %d: %s is not known to the local run, which knows %s"
                        .formatted(
                                name,
                                node.getStartMark().getLine() + 1,
                                node.getTag().getValue(),
                                String.join(", ", known)));
            }
        }
    }
}
