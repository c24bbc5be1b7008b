package io.trueup.compare;

import io.trueup.facts.Listed;
import io.trueup.facts.PolicySwitch;
import io.trueup.facts.PolicyText;
import io.trueup.facts.Threshold;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A value of the policy: one text, or those of a list in their order.
 *
 * @param list whether it is a list
 */
record PolicyValue(String name, boolean list, List<String> texts) {
  private static final Pattern ASKED =
      Pattern.compile("\\b(Threshold|PolicyText|PolicySwitch|Listed)\\s*\\(");
  private static final int MOST_NAMED = 4;

  PolicyValue {
    texts = List.copyOf(texts);
  }

  /** All values by their names. */
  static Map<String, PolicyValue> all(List<Object> facts) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Map<String, PolicyValue> all = new TreeMap<>();
    for (Object fact : facts) {
      if (fact instanceof Listed listed) {
        lists.computeIfAbsent(listed.list(), k -> new ArrayList<>()).add(listed.value());
      } else if (fact instanceof Threshold number) {
        one(all, number.name(), number.value().stripTrailingZeros().toPlainString());
      } else if (fact instanceof PolicyText text) {
        one(all, text.name(), '"' + text.value() + '"');
      } else if (fact instanceof PolicySwitch truth) {
        one(all, truth.name(), Boolean.toString(truth.on()));
      }
    }
    // The order of a list decides nothing.
    lists.forEach(
        (name, texts) ->
            all.put(name, new PolicyValue(name, true, texts.stream().sorted().toList())));
    return all;
  }

  private static void one(Map<String, PolicyValue> all, String name, String text) {
    all.put(name, new PolicyValue(name, false, List.of(text)));
  }

  /** Ids of the rules that ask for a name. */
  static Set<String> readers(String name, List<RuleInfo> rules) {
    Set<String> ids = new TreeSet<>();
    for (RuleInfo rule : rules) {
      for (String condition : rule.conditions()) {
        if ((condition.contains('"' + name + '"') || condition.contains("'" + name + "'"))
            && ASKED.matcher(condition).find()) {
          ids.add(rule.id());
        }
      }
    }
    return ids;
  }

  /** What it is. */
  String words() {
    return list ? Words.many(texts.size(), "entry").replace("entrys", "entries") : texts.get(0);
  }

  /** What became of it, as the end of a sentence about it. */
  String becoming(PolicyValue now) {
    if (!list || !now.list) {
      return RuleEdit.became(words(), now.words());
    }
    List<String> gained = new ArrayList<>(now.texts);
    texts.forEach(gained::remove);
    List<String> lost = new ArrayList<>(texts);
    now.texts.forEach(lost::remove);
    List<String> parts = new ArrayList<>();
    if (!gained.isEmpty()) {
      parts.add("gained " + named(gained));
    }
    if (!lost.isEmpty()) {
      parts.add("lost " + named(lost));
    }
    return String.join(" and ", parts);
  }

  private static String named(List<String> texts) {
    String shown = String.join(", ", texts.subList(0, Math.min(MOST_NAMED, texts.size())));
    return texts.size() <= MOST_NAMED
        ? shown
        : shown + " and " + Words.units(texts.size() - MOST_NAMED) + " more";
  }
}
