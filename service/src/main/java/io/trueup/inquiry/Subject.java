package io.trueup.inquiry;

import io.trueup.stage.RuleFacts;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of bundles whose history is asked for.
 *
 * @param kind {@code rule}, {@code policy} (a name in policy.yml) or {@code preset}
 * @param id the rule's id, the name, or the preset's id
 */
public record Subject(String kind, String id) {
  /** What stands in a file of a bundle. */
  record Part(int line, String text) {}

  private static final Pattern RULE = Pattern.compile("[A-Z]{2,6}-\\d{1,6}[a-z]?");

  /** A rule, by its id. */
  public static Subject rule(String id) {
    return new Subject("rule", id);
  }

  /** A threshold, switch or list of policy.yml, by its name. */
  public static Subject policy(String name) {
    return new Subject("policy", name);
  }

  /** A preset, by its id. */
  public static Subject preset(String id) {
    return new Subject("preset", id);
  }

  /** What a person who types one word means: {@code DSC-003}, {@code presets/ID}, or a name. */
  public static Subject of(String word) {
    if (RULE.matcher(word).matches()) {
      return rule(word);
    }
    return word.startsWith("presets/")
        ? preset(word.substring("presets/".length()).replaceFirst("\\.csv$", ""))
        : policy(word);
  }

  /** Paths of the files that it may stand in, as LIKE has them. */
  String[] paths() {
    return switch (kind) {
      case "rule" -> new String[] {"%.drl", "%.table.csv"};
      case "policy" -> new String[] {"policy.yml"};
      default ->
          new String[] {
            "presets/" + id.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + ".csv"
          };
    };
  }

  /** A text that every file has in which it stands. */
  String mark() {
    return kind.equals("preset") ? "" : id;
  }

  /** It, as it stands in a file; empty when it does not. */
  Optional<Part> find(String path, String content) {
    return switch (kind) {
      case "rule" ->
          RuleFacts.written(path, content).stream()
              .filter(rule -> rule.id().equals(id))
              .map(rule -> new Part(rule.line(), rule.text()))
              .findFirst();
      case "policy" -> entry(content);
      default -> Optional.of(new Part(1, content));
    };
  }

  /** The entry with the comment above it and the lines that belong to it. */
  private Optional<Part> entry(String content) {
    String[] lines = content.split("\n", -1);
    for (int at = 0; at < lines.length; at++) {
      if (lines[at].startsWith(id + ":")) {
        int from = at;
        while (from > 0 && lines[from - 1].startsWith("#")) {
          from--;
        }
        int to = at + 1;
        while (to < lines.length && (lines[to].startsWith(" ") || lines[to].startsWith("-"))) {
          to++;
        }
        String text = String.join("\n", java.util.Arrays.asList(lines).subList(from, to));
        return Optional.of(new Part(at + 1, text));
      }
    }
    return Optional.empty();
  }
}
