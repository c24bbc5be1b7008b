package io.trueup.ruletests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes the rules of a DRL file one thing at a time: a condition or a constraint is left out, a
 * comparison is turned round or moved by one, a literal is changed, a conclusion says something
 * else. It works on the text, so a change may be one that the rule base refuses; such a mutant
 * needs no test.
 */
final class RuleMutants {
  private static final Pattern RULE =
      Pattern.compile(
          "(?ms)^rule \".*?@id\\(\"([A-Z]+-[0-9]+)\"\\).*?^when\\n(.*?)^then\\n(.*?)^end");
  private static final Pattern COMPARISON = Pattern.compile(" (==|!=|<=|>=|<|>) ");
  private static final Pattern BINDING = Pattern.compile("\\$\\w+ : [\\w.]+");
  private static final Pattern FLAG = Pattern.compile("!?[a-zA-Z]\\w*");
  private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w\"$.])([0-9]+)(?![\\w\".])");
  private static final Map<String, List<String>> TURNED =
      Map.of(
          "==", List.of("!="),
          "!=", List.of("=="),
          "<", List.of(">=", "<="),
          "<=", List.of(">", "<"),
          ">", List.of("<=", ">="),
          ">=", List.of("<", ">"));

  private final String file;
  private final String text;
  private final String id;
  private final int start;
  private final int end;
  private final Map<String, RuleMutant> found = new LinkedHashMap<>();

  private RuleMutants(String file, String text, String id, int start, int end) {
    this.file = file;
    this.text = text;
    this.id = id;
    this.start = start;
    this.end = end;
  }

  /** All mutants of all rules in a file, rule by rule. */
  static List<RuleMutant> of(String file, String text) {
    List<RuleMutant> all = new ArrayList<>();
    Matcher rule = RULE.matcher(text);
    while (rule.find()) {
      all.addAll(
          new RuleMutants(file, text, rule.group(1), rule.start(2), rule.end(2)).conditions());
      all.addAll(
          new RuleMutants(file, text, rule.group(1), rule.start(3), rule.end(3)).conclusions());
    }
    return all;
  }

  private List<RuleMutant> conditions() {
    List<int[]> elements = split(start, end, '\n');
    for (int[] element : elements) {
      String condition = text.substring(element[0], element[1]);
      if (elements.size() > 1) {
        replace(element[0], element[1], "", "without " + condition);
      }
      if (condition.startsWith("not ")) {
        replace(element[0], element[0] + 3, "exists", "exists and not: " + condition);
      } else if (condition.startsWith("exists ")) {
        replace(element[0], element[0] + 6, "not", "not and exists: " + condition);
      }
      int open = text.indexOf('(', element[0]);
      List<int[]> constraints = split(open + 1, element[1] - 1, ',');
      for (int i = 0; i < constraints.size(); i++) {
        constraint(constraints.get(i), constraints, i, condition);
      }
    }
    return List.copyOf(found.values());
  }

  private void constraint(int[] at, List<int[]> all, int i, String condition) {
    String constraint = text.substring(at[0], at[1]);
    if (!BINDING.matcher(constraint).matches()) {
      int from = i == 0 ? at[0] : all.get(i - 1)[1];
      int to = i == 0 && all.size() > 1 ? all.get(1)[0] : at[1];
      replace(from, to, "", "without " + constraint + " in " + head(condition));
    }
    List<int[]> alternatives = alternatives(at);
    for (int j = 0; j < alternatives.size(); j++) {
      int[] one = alternatives.get(j);
      if (alternatives.size() > 1) {
        int from = j == 0 ? one[0] : alternatives.get(j - 1)[1];
        int to = j == 0 ? alternatives.get(1)[0] : one[1];
        replace(from, to, "", "without the alternative " + text.substring(one[0], one[1]));
      }
      alternative(one, head(condition));
    }
  }

  private void alternative(int[] at, String pattern) {
    String one = text.substring(at[0], at[1]);
    if (FLAG.matcher(one).matches()) {
      String turned = one.startsWith("!") ? one.substring(1) : "!" + one;
      replace(at[0], at[1], turned, turned + " and not " + one + " in " + pattern);
    }
    Matcher comparison = COMPARISON.matcher(one);
    while (comparison.find()) {
      for (String turned : TURNED.getOrDefault(comparison.group(1), List.of())) {
        replace(
            at[0] + comparison.start(1),
            at[0] + comparison.end(1),
            turned,
            turned + " and not " + one + " in " + pattern);
      }
    }
    int in = one.indexOf(" in (");
    if (in > 0) {
      List<int[]> words = split(at[0] + in + 5, at[1] - 1, ',');
      for (int i = 0; i < words.size(); i++) {
        int from = i == 0 ? words.get(0)[0] : words.get(i - 1)[1];
        int to = i == 0 && words.size() > 1 ? words.get(1)[0] : words.get(i)[1];
        String word = text.substring(words.get(i)[0], words.get(i)[1]);
        replace(from, to, "", "without " + word + " among " + one);
      }
    } else {
      literals(at[0], at[1], one + " in " + pattern);
    }
  }

  private List<RuleMutant> conclusions() {
    List<int[]> calls = split(start, end, ';');
    for (int[] call : calls) {
      String conclusion = text.substring(call[0], call[1]);
      if (conclusion.isBlank()) {
        continue;
      }
      if (calls.stream().filter(c -> !text.substring(c[0], c[1]).isBlank()).count() > 1) {
        replace(call[0], call[1] + 1, "", "without " + conclusion);
      }
      literals(call[0], call[1], conclusion);
      int open = text.indexOf('(', text.indexOf('(', call[0]) + 1);
      int close = text.lastIndexOf(')', text.lastIndexOf(')', call[1] - 1) - 1);
      List<int[]> arguments = split(open + 1, close, ',');
      if (arguments.size() > 1) {
        int[] last = arguments.get(arguments.size() - 1);
        replace(
            arguments.get(arguments.size() - 2)[1],
            last[1],
            "",
            "without " + text.substring(last[0], last[1]) + " in " + conclusion);
      }
      verb(call, conclusion);
    }
    return List.copyOf(found.values());
  }

  private void verb(int[] call, String conclusion) {
    for (String[] swap :
        new String[][] {
          {".matched(", ".overbilling("},
          {".underbilling(", ".overbilling("},
          {".overbilling(", ".matched("},
          {".inactiveSeats(", ".matched("},
          {".missingPrice(", ".setupIssue("},
          {".setupIssue(", ".followUpHeld("},
          {".followUpHeld(", ".followUp("},
          {".followUp(", ".followUpHeld("},
          {".auto(", ".suggested("},
          {".suggested(", ".auto("},
          {".asCommitted(", ".by("},
          {"Counted.by(", "Counted.asCommitted("}
        }) {
      int at = text.indexOf(swap[0], call[0]);
      if (at >= 0 && at < call[1]) {
        replace(at, at + swap[0].length(), swap[1], "says " + swap[1] + " and not " + conclusion);
        return;
      }
    }
  }

  private void literals(int from, int to, String where) {
    Matcher string = STRING.matcher(text).region(from, to);
    while (string.find()) {
      String other = string.group(1) + "_other";
      replace(string.start(1), string.end(1), other, '"' + other + "\" and not " + where);
    }
    Matcher number = NUMBER.matcher(text).region(from, to).useTransparentBounds(true);
    while (number.find()) {
      for (int step : new int[] {1, -1}) {
        String other = Long.toString(Long.parseLong(number.group(1)) + step);
        replace(number.start(1), number.end(1), other, other + " and not " + where);
      }
    }
  }

  private void replace(int from, int to, String by, String change) {
    String mutated = text.substring(0, from) + by + text.substring(to);
    RuleMutant mutant = new RuleMutant(id, change, file, mutated);
    found.putIfAbsent(mutant.key(), mutant);
  }

  /** The pattern's type, with what stands before it. */
  private static String head(String condition) {
    return condition.substring(0, condition.indexOf('(')).replaceFirst("\\$\\w+ : ", "");
  }

  private List<int[]> alternatives(int[] at) {
    List<int[]> parts = new ArrayList<>();
    int from = at[0];
    for (int bar = text.indexOf(" || ", from); bar >= 0 && bar < at[1]; ) {
      parts.add(new int[] {from, bar});
      from = bar + 4;
      bar = text.indexOf(" || ", from);
    }
    parts.add(new int[] {from, at[1]});
    return parts;
  }

  /** Parts between separators that stand outside brackets and quotes, without white space. */
  private List<int[]> split(int from, int to, char separator) {
    List<int[]> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int begin = from;
    for (int i = from; i <= to; i++) {
      char c = i == to ? separator : text.charAt(i);
      if (i < to && c == '"') {
        quoted = !quoted;
      }
      depth += quoted || i == to ? 0 : c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (i == to || (c == separator && depth == 0 && !quoted)) {
        int first = begin;
        int last = i;
        while (first < last && Character.isWhitespace(text.charAt(first))) {
          first++;
        }
        while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
          last--;
        }
        if (last > first) {
          parts.add(new int[] {first, last});
        }
        begin = i + 1;
      }
    }
    return parts;
  }
}
