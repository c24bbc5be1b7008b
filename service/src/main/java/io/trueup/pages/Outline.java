package io.trueup.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands where in a rule or scenario file, as far as it can be read. */
public final class Outline {
  private static final Pattern RULE = Pattern.compile("^\\s*rule\\s+\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("@id\\(\\s*\"([^\"]+)\"\\s*\\)");
  private static final Pattern SCENARIO = Pattern.compile("^\\s*Scenario:\\s*(.*)$");

  private Outline() {}

  /**
   * A rule or a scenario of a file.
   *
   * @param id of the rule; empty for a scenario
   * @param line where it begins, from 1
   */
  public record Entry(String id, String name, int line) {}

  /** The rules of a rule file, the scenarios of a scenario file, nothing of others. */
  static List<Entry> of(String path, String text) {
    return path.endsWith(".drl") ? rules(text) : scenarios(path, text);
  }

  private static List<Entry> rules(String text) {
    List<Entry> entries = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher rule = RULE.matcher(lines[i]);
      if (rule.find()) {
        String id = "";
        for (int next = i; next < Math.min(lines.length, i + 4) && id.isEmpty(); next++) {
          Matcher found = ID.matcher(lines[next]);
          id = found.find() ? found.group(1) : "";
        }
        entries.add(new Entry(id, rule.group(1), i + 1));
      }
    }
    return entries;
  }

  private static List<Entry> scenarios(String path, String text) {
    List<Entry> entries = new ArrayList<>();
    if (path.endsWith(".scenario")) {
      String[] lines = text.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        Matcher scenario = SCENARIO.matcher(lines[i]);
        if (scenario.matches()) {
          entries.add(new Entry("", scenario.group(1).strip(), i + 1));
        }
      }
    }
    return entries;
  }
}
