package io.trueup.reference;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of one source file, as Markdown. */
final class Javadoc {
  private static final String COMMENT = "/\\*\\*([^*]*+(?:\\*(?!/)[^*]*+)*+)\\*/\\s*";
  private static final String ANNOTATIONS = "(?:@\\w+(?:\\([^)]*\\))?\\s+)*";

  private final String source;

  Javadoc(String source) {
    this.source = source;
  }

  /**
   * A comment.
   *
   * @param text what stands before its tags
   * @param parameters its parameters
   */
  record Comment(String text, Map<String, String> parameters) {
    String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }
  }

  Comment ofRecord(String name) {
    return find(COMMENT + ANNOTATIONS + "public record " + name + "\\s*\\(", 0);
  }

  /** The text of a public method's comment; of an overloaded one with this number of parameters. */
  String ofMethod(String name, int parameters) {
    String arguments = parameters == 0 ? "" : "[^)]*?" + ",[^)]*?".repeat(parameters - 1);
    return find(
            COMMENT
                + ANNOTATIONS
                + "public (?:static )?[\\w<>@?., ]+?\\s"
                + name
                + "\\(\\s*"
                + arguments
                + "\\)",
            parameters - 1)
        .text();
  }

  private Comment find(String pattern, int commas) {
    Matcher matcher = Pattern.compile(pattern).matcher(source);
    while (matcher.find()) {
      String match = matcher.group();
      String signature = match.substring(match.lastIndexOf("*/") + 2);
      if (commas <= 0 || signature.chars().filter(c -> c == ',').count() == commas) {
        return comment(matcher.group(1));
      }
    }
    throw new AssertionError("no comment found for " + pattern);
  }

  private static Comment comment(String raw) {
    String text =
        raw.replaceAll("(?m)^\\s*\\* ?", "")
            .replaceAll("\\{@(?:code|link)\\s+([^}]*)}", "`$1`")
            .replaceAll("</?p>", "")
            .strip();
    String[] parts = text.split("(?m)^@", -1);
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] words = parts[i].strip().split("\\s+", 3);
      if (words[0].equals("param") && words.length == 3) {
        parameters.put(words[1], oneLine(words[2]));
      }
    }
    return new Comment(oneLine(parts[0]), parameters);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\n\\s*", " ");
  }
}
