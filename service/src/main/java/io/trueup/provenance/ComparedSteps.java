package io.trueup.provenance;

import io.trueup.reconcile.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what is counted to what is due, against what is billed. */
final class ComparedSteps {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  private final DiscrepancyRow row;
  private final Evidence evidence;
  private final List<String> undrawn;
  private final Waterfall.Builder steps;

  ComparedSteps(
      DiscrepancyRow row, Evidence evidence, Waterfall.Builder steps, List<String> undrawn) {
    this.row = row;
    this.evidence = evidence;
    this.steps = steps;
    this.undrawn = undrawn;
  }

  /**
   * Adds them.
   *
   * @param counted what the records come to; null when none are kept
   */
  void add(@Nullable BigDecimal counted) {
    Evidence.Fact fact = evidence.fact();
    if (fact == null) {
      undrawn.add("No rule matched what was compared, so the steps to what is due are not kept.");
      plain();
    } else {
      switch (fact.name()) {
        case "Position" -> position(fact, counted);
        case "UnbilledUsage" -> unbilled(fact, counted);
        case "UnaccountedUsage" -> unaccounted(counted);
        case "ComponentCoverage" -> coverage(fact);
        case "SecondOpinion" -> opinion(fact);
        case "UnlinkedAccount" ->
            undrawn.add("Nothing is compared before somebody says whose account it is.");
        case "DisputedUsage" ->
            undrawn.add("Nothing is compared before the splits say whose records these are.");
        case "InactiveCompanyUsage" ->
            undrawn.add("Nothing is compared for a client that is not active.");
        default ->
            undrawn.add("It is about rows that could not be read: there is nothing to add up.");
      }
    }
  }

  private void position(Evidence.Fact fact, @Nullable BigDecimal counted) {
    CountedBy mapping = evidence.mapping();
    if (mapping == null) {
      undrawn.add("No mapping says which usage bills this product, so nothing is counted.");
    } else if (!mapping.countsUsage()) {
      undrawn.add("It is a flat fee: what is used is not compared with what is billed.");
    } else {
      used(mapping, fact.known("used"), counted);
      BigDecimal waiting = fact.known("pending");
      if (waiting.signum() != 0) {
        pending(waiting, fact);
        return;
      }
      minimum(fact.number("minimum"));
      included(fact.known("included"));
      reach("Due", fact.known("due"));
    }
    billed(fact.known("billed"));
    if (mapping != null && mapping.countsUsage()) {
      steps.difference(difference(fact.known("delta")), fact.known("billed"), fact.known("due"));
      laterLines(fact);
    }
  }

  private void used(CountedBy mapping, BigDecimal used, @Nullable BigDecimal counted) {
    BigDecimal raw = counted == null ? ZERO : counted;
    BigDecimal units = mapping.billingUnits(raw);
    if (mapping.bundles()) {
      steps.level(
          "In billing units",
          Waterfall.units(raw)
              + " ÷ "
              + Waterfall.units(mapping.unitsPer())
              + ", rounded "
              + (mapping.rounding().isEmpty() ? "up" : mapping.rounding())
              + ".",
          units,
          "");
    }
    BigDecimal more = used.subtract(units);
    if (more.signum() > 0 && mapping.highWater()) {
      steps.change(
          "The month's highest count",
          "The client agreed to pay for the highest count of the month: the run before had "
              + Waterfall.units(used)
              + ".",
          more);
    } else if (more.signum() != 0) {
      undrawn.add(
          "The records kept come to "
              + Waterfall.units(units)
              + ", the run counted "
              + Waterfall.units(used)
              + ": how is not kept.");
      steps.level("Used", "As the run has it.", used, "");
    }
  }

  private void minimum(@Nullable BigDecimal minimum) {
    if (minimum != null && minimum.compareTo(steps.level()) > 0) {
      steps.change(
          "Up to the contract's minimum",
          "At least " + Waterfall.units(minimum) + " are due, whatever is used.",
          minimum.subtract(steps.level()));
    }
  }

  /** Never below nothing: a fee that includes more than is used owes nothing back. */
  private void included(BigDecimal included) {
    BigDecimal taken = included.min(steps.level());
    if (taken.signum() > 0) {
      steps.change(
          "Included in the base fee",
          taken.compareTo(included) < 0 ? Waterfall.units(included) + " would be included." : "",
          taken.negate());
    }
  }

  private void reach(String label, BigDecimal value) {
    if (steps.level().compareTo(value) != 0) {
      undrawn.add(
          "The steps come to "
              + Waterfall.units(steps.level())
              + ", the run has "
              + Waterfall.units(value)
              + ": how is not kept.");
    }
    if (!steps.standsAt(value)) {
      steps.level(label, "", value, "");
    }
  }

  private void pending(BigDecimal waiting, Evidence.Fact fact) {
    steps.change(
        "Waiting in an account that is only suggested",
        "Counts as soon as somebody confirms the account.",
        waiting);
    steps.level("Would be due", "", steps.level(), "");
    billed(fact.known("billed"));
    steps.difference(
        difference(steps.level().subtract(fact.known("billed"))),
        fact.known("billed"),
        steps.level());
  }

  private void billed(BigDecimal billed) {
    BigDecimal agreed = ZERO;
    BigDecimal included = ZERO;
    for (Evidence.Line line : evidence.lines()) {
      agreed = agreed.add(known(line.quantity()));
      included = included.add(known(line.included()));
    }
    int lines = evidence.lines().size();
    String note =
        lines == 0
            ? "No line bills it."
            : included.signum() == 0
                ? (lines == 1 ? "" : "On " + lines + " lines.")
                : Waterfall.units(agreed)
                    + (lines == 1 ? " on the line" : " on " + lines + " lines")
                    + " less "
                    + Waterfall.units(included)
                    + " included.";
    steps.billed("Billed", note, billed);
  }

  private void laterLines(Evidence.Fact fact) {
    BigDecimal scheduled = fact.known("scheduled");
    if (row.reason().equals("scheduled_change") && scheduled.signum() > 0) {
      undrawn.add(
          "Lines that start soon bill "
              + Waterfall.units(scheduled)
              + " more, so that nothing has to be added.");
    }
  }

  private void unbilled(Evidence.Fact fact, @Nullable BigDecimal counted) {
    CountedBy mapping = evidence.mapping();
    if (mapping != null) {
      used(mapping, fact.known("used"), counted);
      minimum(mapping.minimum());
    }
    reach("Due", fact.known("due"));
    steps.billed("Billed", "No line bills it.", ZERO);
    steps.difference(difference(fact.known("due")), ZERO, fact.known("due"));
  }

  private void unaccounted(@Nullable BigDecimal counted) {
    BigDecimal used = known(row.usedQuantity());
    steps.level(
        "Would count as",
        counted != null && counted.compareTo(used) != 0
            ? "As the nearest mapping counts: people or devices once, several units as one."
            : "",
        used,
        "");
    undrawn.add("Nothing is due before a mapping says what bills these records.");
  }

  private void coverage(Evidence.Fact fact) {
    BigDecimal seats = fact.known("seats");
    BigDecimal covered = fact.known("covered");
    steps.level("Seats of " + fact.text("bundleCode"), "What the bundle is sold for.", seats, "");
    steps.billed("Covered by " + fact.text("componentCode"), "", covered);
    steps.difference("Seats without it", covered, seats);
    undrawn.add(
        "The records behind both counts stand with the lines of the bundle and of the component.");
  }

  private void opinion(Evidence.Fact fact) {
    BigDecimal used = fact.known("used");
    BigDecimal other = fact.known("other");
    steps.level("The second source counts", "", other, "");
    steps.billed("The source that is billed by counts", "", used);
    steps.difference("The sources differ by", used, other);
    undrawn.add("The records behind both counts stand with the client's line of this product.");
  }

  /** What the row itself says, where nothing else is kept. */
  private void plain() {
    BigDecimal used = row.usedQuantity();
    BigDecimal billed = row.billedQuantity();
    if (used != null) {
      steps.level("Used", "", used, "");
    }
    if (billed != null) {
      steps.billed("Billed", "", billed);
    }
    if (used != null
        && billed != null
        && row.delta() != null
        && used.subtract(billed).compareTo(row.delta()) == 0) {
      steps.difference(difference(row.delta()), billed, used);
    }
  }

  private String difference(BigDecimal delta) {
    if (delta.signum() == 0) {
      return "No difference";
    }
    if (row.held()) {
      return "Difference, held";
    }
    return switch (row.reason()) {
      case "waived" -> "Difference, waived";
      case "within_tolerance" -> "Difference, tolerated";
      case "not_billed_by_agreement" -> "Difference, not billed by agreement";
      case "scheduled_change" -> "Billed by lines that start soon";
      default -> delta.signum() > 0 ? "Not billed" : "Billed too much";
    };
  }

  private static BigDecimal known(@Nullable BigDecimal number) {
    return number == null ? ZERO : number;
  }
}
