package io.trueup.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours the words of a rule file, so that it reads well without a script. */
public final class Highlight {
  private static final Pattern DRL =
      Pattern.compile(
          "(?<c>//[^\\n]*|/\\*.*?(?:\\*/|\\z))"
              + "|(?<s>\"(?:[^\"\\\\\\n]|\\\\.)*\"?)"
              + "|(?<a>@\\w+)|(?<v>\\$\\w+)|(?<n>\\b\\d[\\d.]*[BIL]?\\b)"
              + "|(?<k>\\b(?:package|import|rule|when|then|end|not|exists|forall|or|and|from|accumulate|null|true|false|insertLogical)\\b)",
          Pattern.DOTALL);
  private static final Pattern YAML =
      Pattern.compile(
          "(?<c>(?<=^|\\s)#[^\\n]*)|(?<a>^\\s*[\\w.-]+(?=:))|(?<s>\"[^\"\\n]*\"?|'[^'\\n]*'?)|(?<n>(?<=[\\s\\[,])-?\\d[\\d.]*\\b)|(?<k>\\b(?:true|false|null)\\b)|(?<v>&\\w+|\\*\\w+)",
          Pattern.MULTILINE);
  private static final Pattern SCENARIO =
      Pattern.compile(
          "(?<c>^\\s*#[^\\n]*)|(?<k>^\\s*(?:Feature|Rules|Background|Scenario):|^\\s*(?:given|then|fired|as of|policy|previous)\\b)|(?<a>\\b[A-Z]{3}-\\d{3}\\b)|(?<v>\\|)|(?<n>(?<=\\s)-?\\d[\\d.]*(?=\\s))|(?<s>\"[^\"\\n]*\")",
          Pattern.MULTILINE);
  private static final List<String> KINDS = List.of("c", "s", "a", "v", "n", "k");

  private Highlight() {}

  /**
   * A piece of a line.
   *
   * @param kind {@code c}omment, {@code s}tring, {@code a}nnotation, {@code v}ariable, {@code
   *     n}umber, {@code k}eyword; empty for the rest
   */
  public record Span(String kind, String text) {}

  /** The lines of a text. */
  static List<List<Span>> of(String path, String text) {
    List<List<Span>> lines = new ArrayList<>();
    lines.add(new ArrayList<>());
    Pattern words = words(path);
    int done = 0;
    if (words != null) {
      Matcher word = words.matcher(text);
      while (word.find()) {
        add(lines, "", text.substring(done, word.start()));
        add(lines, kind(word), word.group());
        done = word.end();
      }
    }
    add(lines, "", text.substring(done));
    if (lines.size() > 1 && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private static @org.jspecify.annotations.Nullable Pattern words(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "drl" -> DRL;
      case "yml" -> YAML;
      case "scenario" -> SCENARIO;
      default -> null;
    };
  }

  private static String kind(Matcher word) {
    return KINDS.stream().filter(kind -> word.group(kind) != null).findFirst().orElse("");
  }

  private static void add(List<List<Span>> lines, String kind, String text) {
    String[] parts = text.split("\n", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        lines.add(new ArrayList<>());
      }
      if (!parts[i].isEmpty()) {
        lines.get(lines.size() - 1).add(new Span(kind, parts[i]));
      }
    }
  }
}
