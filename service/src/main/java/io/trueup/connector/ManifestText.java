package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A manifest's text as a tree, with the place of everything in it. Words such as {@code yes} and
 * dates stay texts.
 */
final class ManifestText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 512 * 1024;

  /** Parts of a manifest, of which one may stand for many. */
  private static final int MOST = 20_000;

  private final String file;
  private final ObjectNode tree;
  private final Map<String, Mark> places;

  private ManifestText(String file, ObjectNode tree, Map<String, Mark> places) {
    this.file = file;
    this.tree = tree;
    this.places = places;
  }

  /**
   * Reads a text.
   *
   * @param file what problems call it
   * @throws BadManifest when it is no YAML, or no object
   */
  static ManifestText parse(String file, String text) throws BadManifest {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      options.setMaxAliasesForCollections(50);
      options.setNestingDepthLimit(50);
      options.setCodePointLimit(LARGEST);
      Yaml yaml =
          new Yaml(
              new SafeConstructor(options),
              new Representer(new DumperOptions()),
              new DumperOptions(),
              options,
              new Words());
      Map<String, Mark> places = new LinkedHashMap<>();
      Node root = yaml.compose(new java.io.StringReader(text));
      if (root != null) {
        places(root, "", places, 0);
      }
      if (places.size() > MOST) {
        throw new BadManifest(
            new ManifestProblem(
                file, 1, 1, "is too large, or repeats a part of itself without end"));
      }
      JsonNode tree = JSON.valueToTree(yaml.load(text));
      if (!(tree instanceof ObjectNode object)) {
        throw new BadManifest(
            new ManifestProblem(
                file, 1, 1, "is no connector: an object with id, name and so on is expected"));
      }
      object.remove("x-lists");
      return new ManifestText(file, object, places);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new BadManifest(
          new ManifestProblem(
              file,
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              "is no YAML: " + Texts.cut(String.valueOf(e.getProblem()), 160)));
    } catch (YAMLException e) {
      throw new BadManifest(
          new ManifestProblem(
              file, 1, 1, "is no YAML: " + Texts.cut(String.valueOf(e.getMessage()), 160)));
    }
  }

  /** A manifest that cannot be used. */
  static final class BadManifest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ManifestProblem problem;

    BadManifest(ManifestProblem problem) {
      super(problem.toString());
      this.problem = problem;
    }

    ManifestProblem problem() {
      return problem;
    }
  }

  String file() {
    return file;
  }

  ObjectNode tree() {
    return tree;
  }

  @Nullable String text(String field) {
    JsonNode value = tree.get(field);
    return value == null || !value.isTextual() ? null : value.textValue();
  }

  boolean isAbstract() {
    return tree.path("abstract").asBoolean(false);
  }

  /**
   * A problem at what a pointer such as {@code /streams/devices/paging} names, or at the nearest
   * thing around it that this text holds.
   */
  ManifestProblem problem(String pointer, String what) {
    String at = pointer;
    while (!places.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    Mark mark = places.get(at);
    return new ManifestProblem(
        file, mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, what);
  }

  private static void places(Node node, String path, Map<String, Mark> places, int depth) {
    if (depth > 50 || places.size() > MOST) {
      return;
    }
    places.putIfAbsent(path, node.getStartMark());
    if (node instanceof MappingNode map) {
      for (NodeTuple each : map.getValue()) {
        String key = each.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        String inner = path + "/" + key.replace("~", "~0").replace("/", "~1");
        places.put(inner, each.getKeyNode().getStartMark());
        places(each.getValueNode(), inner, places, depth + 1);
      }
    } else if (node instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        places(list.getValue().get(i), path + "/" + i, places, depth + 1);
      }
    }
  }

  /** Only true, false, null and numbers are more than texts. */
  private static final class Words extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.NULL, Pattern.compile("null|~|"), "n~\0");
      addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]{0,17})"), "-0123456789");
      addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
    }
  }
}
