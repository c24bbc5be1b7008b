package io.trueup.compare;

import io.trueup.rulebase.RuleInfo;
import java.util.ArrayList;
import java.util.List;

/** Says in what an edited rule differs, as closely as its text allows. */
final class RuleEdit {
  private static final int LONGEST = 160;

  private RuleEdit() {}

  /** As the end of a sentence about the rule. */
  static String words(RuleInfo old, RuleInfo now) {
    if (!old.stage().equals(now.stage())) {
      return "its stage " + became(old.stage(), now.stage());
    }
    List<String> gone = without(old.conditions(), now.conditions());
    List<String> added = without(now.conditions(), old.conditions());
    List<String> parts = new ArrayList<>();
    if (gone.size() == 1 && added.size() == 1) {
      parts.add(narrowed(gone.get(0), added.get(0)));
    } else if (gone.isEmpty() && added.size() == 1) {
      parts.add("it now asks for " + code(added.get(0)));
    } else if (added.isEmpty() && gone.size() == 1) {
      parts.add("it no longer asks for " + code(gone.get(0)));
    } else if (!gone.isEmpty() || !added.isEmpty()) {
      parts.add("its conditions are others");
    } else if (!old.conditions().equals(now.conditions())) {
      parts.add("its conditions stand in another order");
    }
    if (!old.conclusion().equals(now.conclusion())) {
      parts.add(
          "it concludes " + code(now.conclusion()) + " in place of " + code(old.conclusion()));
    }
    return parts.isEmpty() ? "only what it says about itself" : String.join(", and ", parts);
  }

  /** {@code went from 1 to 3}. */
  static String became(String old, String now) {
    return "went from "
        + (old.isEmpty() ? "nothing" : old)
        + " to "
        + (now.isEmpty() ? "nothing" : now);
  }

  private static String replaced(String old, String now) {
    return code(old) + " became " + code(now);
  }

  private static List<String> without(List<String> all, List<String> others) {
    List<String> left = new ArrayList<>(all);
    others.forEach(left::remove);
    return left;
  }

  /** Of two conditions the one constraint that differs, where it is one. */
  private static String narrowed(String old, String now) {
    List<String> before = constraints(old);
    List<String> after = constraints(now);
    if (before.size() == after.size()) {
      int differing = -1;
      for (int i = 0; i < before.size(); i++) {
        if (!before.get(i).equals(after.get(i))) {
          if (differing >= 0) {
            return replaced(old, now);
          }
          differing = i;
        }
      }
      if (differing >= 0) {
        return replaced(before.get(differing), after.get(differing));
      }
    }
    List<String> gone = without(before, after);
    List<String> added = without(after, before);
    if (gone.isEmpty() && added.size() == 1) {
      return "it now asks for " + code(added.get(0));
    }
    if (added.isEmpty() && gone.size() == 1) {
      return "it no longer asks for " + code(gone.get(0));
    }
    return replaced(old, now);
  }

  /** What stands between the outermost commas and brackets of a condition. */
  private static List<String> constraints(String condition) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < condition.length(); i++) {
      char c = condition.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if ((c == '(' && depth++ == 0)
          || (c == ')' && --depth == 0)
          || (c == ',' && depth == 1)) {
        parts.add(condition.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(condition.substring(start).strip());
    return parts;
  }

  private static String code(String text) {
    String bare = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    return "`" + (bare.length() > LONGEST ? bare.substring(0, LONGEST - 3) + "..." : bare) + "`";
  }
}
