package io.trueup.stage;

import io.trueup.rulebase.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a run folded, as a colleague would say it. */
final class FoldingWords {
  private static final int NAMED = 3;

  private FoldingWords() {}

  static List<String> of(
      long records,
      long usages,
      List<Folding.StageFolding> stages,
      Folding.@Nullable FieldCost costliest) {
    if (records == 0) {
      return List.of("There were no usage records to fold.");
    }
    List<String> words = new ArrayList<>();
    words.add(far(records, usages, stages.get(0)));
    if (costliest != null) {
      words.add(cost(costliest));
    }
    for (Folding.StageFolding stage : stages) {
      if (!stage.whyNot().isEmpty()) {
        words.add(why(stage));
      }
    }
    return words;
  }

  private static String far(long records, long usages, Folding.StageFolding mapping) {
    String folded = many(records, "usage record") + " folded to " + many(usages, "usage");
    if (!mapping.caseByCase()) {
      return folded + ".";
    }
    return folded
        + (usages == 1 ? "" : "; among all clients ")
        + (usages == 1
            ? ", which was decided once."
            : mapping.cases() == 1
                ? "rules tell none of them apart, and one was decided for all."
                : "rules tell "
                    + count(mapping.cases())
                    + (mapping.cases() == Cases.MOST ? " and more" : "")
                    + " apart, and each was decided once.");
  }

  private static String cost(Folding.FieldCost costliest) {
    return "Without "
        + field(costliest.field())
        + " they would be "
        + many(costliest.usagesWithout(), "usage")
        + ": "
        + rules(costliest.ruleIds())
        + (costliest.ruleIds().size() == 1 ? " reads it" : " read it")
        + (costliest.asItIs() ? " as it is." : ".");
  }

  private static String why(Folding.StageFolding stage) {
    boolean last = stage.stage().equals("discrepancies");
    Folding.Obstacle first = stage.whyNot().get(0);
    int more = stage.whyNot().size() - 1;
    return (last ? "Discrepancies were" : "Service mapping was")
        + " worked out client by client: "
        + first.ruleId()
        + ' '
        + first.reason()
        + (more == 0 ? "." : ", and " + count(more) + " more like it.");
  }

  /** A field in words: {@code user id}, {@code attribute os}. */
  static String field(String name) {
    if (name.startsWith("attributes[")) {
      return "the attribute " + name.substring("attributes[".length(), name.length() - 1);
    }
    return "the " + name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String rules(List<String> ids) {
    if (ids.isEmpty()) {
      return "rules";
    }
    if (ids.size() > NAMED) {
      return String.join(", ", ids.subList(0, NAMED - 1))
          + " and "
          + (ids.size() - NAMED + 1)
          + " more rules";
    }
    return ids.size() == 1
        ? ids.get(0)
        : String.join(", ", ids.subList(0, ids.size() - 1)) + " and " + ids.get(ids.size() - 1);
  }

  private static String many(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
