package io.trueup.rulebase;

import io.trueup.rulebase.Sketch.Part;
import io.trueup.rulebase.Sketch.Test;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether every fact that fits one pattern also fits another. It errs on the side of no.
 *
 * <p>Conditions that name other patterns of their rule agree when those patterns do: {@code names}
 * says which pattern of the first rule stands for which of the second.
 */
final class Implication {
  private static final Pattern SLOT = Pattern.compile("" + Slot.OPEN + "(\\d+)" + Slot.CLOSE);

  private final Part narrow;
  private final Part wide;
  private final Map<Integer, Integer> names;

  /**
   * @param names slots of {@code wide}'s rule to slots of {@code narrow}'s; empty within one rule
   */
  Implication(Part narrow, Part wide, Map<Integer, Integer> names) {
    this.narrow = narrow;
    this.wide = wide;
    this.names = names;
  }

  boolean holds() {
    Set<String> known = new HashSet<>();
    narrow.tests.forEach(test -> known.add(test.key()));
    Map<String, Possible> possible = null;
    for (Test test : wide.tests) {
      if (known.contains(renamed(test.key())) || isOfItself(test)) {
        continue;
      }
      Possible.Limit limit = Possible.limit(test, wide.slot);
      if (limit == null) {
        return false;
      }
      possible = possible == null ? Possible.of(narrow) : possible;
      Possible left = possible.get(limit.path());
      if (left == null || !left.implies(limit)) {
        return false;
      }
    }
    return true;
  }

  /** The wide pattern is compared with the narrow one, and they agree where they are the same. */
  private boolean isOfItself(Test test) {
    if (!(test.value().relation() instanceof Value.Compared compared) || compared.negated()) {
      return false;
    }
    boolean agrees =
        switch (compared.operator()) {
          case EQ, LE, GE -> true;
          default -> false;
        };
    Slot.Layout layout = Slot.Layout.of(wide.slot, test.value().slots());
    return agrees
        && renamed(compared.left().code().key(layout))
            .equals(renamed(compared.right().code().key(layout)));
  }

  private String renamed(String key) {
    String own = "" + Slot.OPEN + narrow.slot.ordinal() + Slot.CLOSE;
    return renamed(key, names).replace(own, "this");
  }

  /** The key with its slots called as the other rule calls them. */
  static String renamed(String key, Map<Integer, Integer> names) {
    if (names.isEmpty() || key.indexOf(Slot.OPEN) < 0) {
      return key;
    }
    Matcher slot = SLOT.matcher(key);
    StringBuilder renamed = new StringBuilder();
    while (slot.find()) {
      Integer other = names.get(Integer.valueOf(slot.group(1)));
      slot.appendReplacement(
          renamed,
          Matcher.quoteReplacement("" + Slot.OPEN + (other == null ? "?" : other) + Slot.CLOSE));
    }
    return slot.appendTail(renamed).toString();
  }
}
