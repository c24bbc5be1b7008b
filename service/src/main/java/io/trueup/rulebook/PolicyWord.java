package io.trueup.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name of policy.yml, for whoever writes a rule that reads it.
 *
 * @param name as in the file
 * @param fact the fact that it becomes: {@code Threshold}, {@code PolicySwitch}, {@code PolicyText}
 *     or {@code Listed}
 * @param value as written; empty for a list
 * @param text the comment above it
 */
public record PolicyWord(String name, String fact, String value, String text) {
  private static final Pattern ENTRY =
      Pattern.compile("([a-z][a-z0-9_]{0,60}):(?:\\s([^#]*+))?(?:#.*)?", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

  /**
   * The names of a policy, in its order. It is read line by line, as far as it can be: whoever is
   * still writing it sees what is there already.
   */
  static List<PolicyWord> list(String policy) {
    List<PolicyWord> words = new ArrayList<>();
    StringBuilder comment = new StringBuilder();
    for (String line : policy.split("\n", -1)) {
      Matcher entry = ENTRY.matcher(line.stripTrailing());
      if (line.isBlank()) {
        comment.setLength(0); // a comment speaks for the lines below it up to an empty one
      } else if (line.startsWith("#")) {
        comment.append(comment.isEmpty() ? "" : " ").append(line.substring(1).strip());
      } else if (entry.matches()) {
        String value = entry.group(2) == null ? "" : entry.group(2).strip();
        words.add(new PolicyWord(entry.group(1), fact(value), value, comment.toString()));
      }
    }
    return words;
  }

  private static String fact(String value) {
    if (value.isEmpty() || value.startsWith("[")) {
      return "Listed";
    }
    return NUMBER.matcher(value).matches()
        ? "Threshold"
        : value.equals("true") || value.equals("false") ? "PolicySwitch" : "PolicyText";
  }
}
