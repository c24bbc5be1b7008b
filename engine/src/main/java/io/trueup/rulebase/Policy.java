package io.trueup.rulebase;

import io.trueup.facts.Listed;
import io.trueup.facts.PolicySwitch;
import io.trueup.facts.PolicyText;
import io.trueup.facts.Threshold;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads policy.yml: a flat list of {@code name: value}, each with a comment above it. Values become
 * facts: a number a {@link Threshold}, a text a {@link PolicyText}, true or false a {@link
 * PolicySwitch}, a list of texts one {@link Listed} each. YAML is only taken apart, never turned
 * into objects; tags and anchors are refused.
 */
final class Policy {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,60}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,12})?");
  private static final int MAX_ENTRIES = 20_000;

  private final String[] lines;
  private final Problems problems;
  private final List<Object> facts = new ArrayList<>();
  private final Map<String, Class<?>> types;
  private final Set<String> names = new HashSet<>();

  private Policy(String text, Map<String, Class<?>> types, Problems problems) {
    this.lines = text.split("\n", -1);
    this.types = types;
    this.problems = problems;
  }

  /**
   * The policy's facts in the order of the file; problems are recorded.
   *
   * @param types filled with the type of fact that each name becomes
   */
  static List<Object> read(
      String text, Map<String, Class<?>> types, Problems problems, Limits limits) {
    Policy policy = new Policy(text, types, problems);
    try {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(limits.fileCharacters());
      options.setNestingDepthLimit(5);
      options.setMaxAliasesForCollections(1);
      options.setAllowDuplicateKeys(true);
      options.setProcessComments(false);
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root != null) {
        policy.entries(root);
      }
    } catch (MarkedYAMLException broken) {
      int line = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getLine();
      int column = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getColumn();
      problems.add(
          line + 1,
          column + 1,
          Fault.POLICY,
          "this is no YAML: " + broken.getProblem(),
          "write name: value, and lists as - lines below their name");
    } catch (YAMLException broken) {
      problems.add(
          1, 1, Fault.POLICY, "the policy could not be read", "write name: value lines only");
    }
    return policy.facts;
  }

  private void entries(Node root) {
    if (!(root instanceof MappingNode mapping)) {
      add(root, Fault.POLICY, "the policy is no list of names and values", "write name: value");
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        add(entry.getKeyNode(), Fault.POLICY_NAME, "this is no name", "write name: value");
        continue;
      }
      String name = key.getValue();
      if (!NAME.matcher(name).matches()) {
        add(
            key,
            Fault.POLICY_NAME,
            "the name '" + name + "' is not allowed",
            "small letters, digits and _, starting with a letter");
      } else if (!names.add(name)) {
        add(key, Fault.POLICY_NAME, "the name '" + name + "' is there twice", "delete one");
      } else {
        comment(key, name);
        value(name, entry.getValueNode());
      }
      if (facts.size() > MAX_ENTRIES) {
        add(key, Fault.POLICY_VALUE, "the policy has more than " + MAX_ENTRIES + " values", "");
        return;
      }
    }
  }

  /** A comment speaks for the lines below it up to the next empty line. */
  private void comment(ScalarNode key, String name) {
    int line = key.getStartMark().getLine() - 1;
    while (line >= 0 && line < lines.length && !lines[line].isBlank()) {
      if (lines[line].strip().startsWith("#")) {
        return;
      }
      line--;
    }
    add(
        key,
        Fault.POLICY_COMMENT,
        "'" + name + "' has no comment",
        "say above it what it decides: # ...");
  }

  private void value(String name, Node node) {
    if (node instanceof SequenceNode list) {
      types.put(name, Listed.class);
      for (Node element : list.getValue()) {
        String text = text(element);
        if (text != null) {
          facts.add(new Listed(name, text));
        }
      }
      return;
    }
    String text = text(node);
    if (text == null) {
      return;
    }
    boolean plain = ((ScalarNode) node).isPlain();
    if (plain && (text.equals("true") || text.equals("false"))) {
      add(name, new PolicySwitch(name, text.equals("true")));
    } else if (plain && NUMBER.matcher(text).matches()) {
      add(name, new Threshold(name, new BigDecimal(text)));
    } else if (plain && (text.isEmpty() || text.equals("~") || text.equals("null"))) {
      add(node, Fault.POLICY_VALUE, "'" + name + "' has no value", "write one, or delete the line");
    } else {
      add(name, new PolicyText(name, text));
    }
  }

  private void add(String name, Object fact) {
    types.put(name, fact.getClass());
    facts.add(fact);
  }

  private @Nullable String text(Node node) {
    boolean tagged =
        node instanceof ScalarNode && !node.getTag().getValue().startsWith("tag:yaml.org,2002:");
    if (node instanceof AnchorNode || node.getAnchor() != null || tagged) {
      add(node, Fault.POLICY_VALUE, "tags and anchors are not offered", "write the value itself");
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    add(
        node,
        Fault.POLICY_VALUE,
        "values within values are not offered",
        "give each value a name of its own");
    return null;
  }

  private void add(Node node, Fault fault, String message, String hint) {
    problems.add(
        node.getStartMark().getLine() + 1,
        node.getStartMark().getColumn() + 1,
        fault,
        message,
        hint);
  }
}
