package io.trueup.provenance;

import io.trueup.provenance.RecordDao.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the records that were read to those that are counted: who left out how many, and why. */
final class CountedSteps {
  private final Evidence evidence;
  private final Waterfall.Builder steps;

  CountedSteps(Evidence evidence, Waterfall.Builder steps) {
    this.evidence = evidence;
    this.steps = steps;
  }

  /**
   * Adds them.
   *
   * @return what the records come to, before they become billing units; null when none are kept
   */
  @Nullable BigDecimal add(List<Tally> tally) {
    CountedBy mapping = evidence.mapping();
    boolean counts = mapping != null && mapping.countsUsage();
    if (tally.isEmpty() && !counts) {
      return null;
    }
    steps.level(
        "Read",
        tally.isEmpty() ? "No record of this kind came for this client." : from(tally),
        total(tally, false),
        "");
    Map<String, List<Tally>> apart =
        tally.stream()
            .filter(each -> !each.here())
            .collect(
                Collectors.groupingBy(
                    each -> each.standing() + " " + each.reason(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    apart.values().forEach(this::leftOut);
    BigDecimal here = total(tally, true);
    long records = tally.stream().filter(Tally::here).mapToLong(Tally::records).sum();
    boolean repeats = counts && mapping != null && mapping.distinct() && evidence.duplicates() > 0;
    steps.level(
        repeats ? "Counted records" : counts ? "Counted" : "These records",
        note(here, records),
        here,
        records == 0
            ? ""
            : tally.stream().filter(Tally::here).findFirst().orElseThrow().standing());
    if (repeats && mapping != null) {
      steps.change(
          mapping.count().equals("distinct_users")
              ? "The same person again"
              : "The same device again",
          "Each counts once.",
          BigDecimal.valueOf(evidence.duplicates()).negate());
      steps.level("Counted " + mapping.counted(), "", steps.level(), "");
    }
    return steps.level();
  }

  private String from(List<Tally> tally) {
    long records = tally.stream().mapToLong(Tally::records).sum();
    String sources = String.join(", ", evidence.integrations());
    return (!quantities() ? "Records" : records == 1 ? "1 record" : records + " records")
        + (sources.isEmpty() ? "" : " from " + sources)
        + (evidence.mapping() == null
            ? ""
            : " of the kind that " + evidence.mapping().mappingId() + " counts")
        + ".";
  }

  private String note(BigDecimal here, long records) {
    return quantities() && here.compareTo(BigDecimal.valueOf(records)) != 0
        ? "Quantities of " + records + (records == 1 ? " record" : " records") + " added up."
        : "";
  }

  private void leftOut(List<Tally> alike) {
    Tally first = alike.get(0);
    TreeSet<String> rules = new TreeSet<>();
    alike.forEach(each -> rules.addAll(each.ruleIds()));
    BigDecimal amount =
        alike.stream().map(this::measure).reduce(BigDecimal.ZERO, BigDecimal::add).negate();
    steps.change(
        switch (first.standing()) {
          case "elsewhere" -> "Counted by another line";
          case "unaccounted" -> "Open: " + words(first.reason());
          default -> "Left out: " + words(first.reason());
        },
        first.standing().equals("elsewhere")
            ? "Records of the same kind that this mapping does not select."
            : "",
        amount,
        first.standing().equals("elsewhere") ? List.of() : List.copyOf(rules),
        first.standing(),
        first.reason());
  }

  private static String words(String reason) {
    return reason.isEmpty()
        ? "no reason is kept"
        : reason.replaceFirst("^state_", "").replace('_', ' ');
  }

  private BigDecimal total(List<Tally> tally, boolean here) {
    List<Tally> all = new ArrayList<>(tally);
    if (here) {
      all.removeIf(each -> !each.here());
    }
    return all.stream().map(this::measure).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal measure(Tally tally) {
    return quantities() ? tally.quantity() : BigDecimal.valueOf(tally.records());
  }

  private boolean quantities() {
    CountedBy mapping = evidence.mapping();
    if (mapping != null) {
      return mapping.count().equals("quantity");
    }
    Evidence.Fact fact = evidence.fact();
    return fact != null && (fact.is("UnlinkedAccount") || fact.is("UnaccountedUsage"));
  }

  /** What its numbers are. */
  String unit() {
    return quantities() ? "units" : "records";
  }
}
