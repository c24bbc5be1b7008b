package io.trueup.provenance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.trueup.money.MonthlyPrice;
import io.trueup.reconcile.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure, step by step: from the records that were read to what is counted, from there to what is
 * due, against what is billed, times the prices. Every step is the engine's own number or one that
 * was checked against it; what cannot be followed says so in {@code undrawn}.
 *
 * @param parts each with steps of one unit
 * @param sums what it comes to in money
 * @param undrawn sentences about what the run keeps no steps of
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Waterfall(List<Part> parts, List<Sum> sums, List<String> undrawn) {
  public Waterfall {
    parts = List.copyOf(parts);
    sums = List.copyOf(sums);
    undrawn = List.copyOf(undrawn);
  }

  /**
   * Steps that share a scale.
   *
   * @param unit what its numbers are, such as {@code records}
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Part(String title, String unit, List<Step> steps) {
    public Part {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step.
   *
   * @param kind {@code level}, a quantity; {@code less} or {@code more}, a change of the one
   *     before; {@code billed}, the other side; {@code difference}, between both sides
   * @param amount the quantity or, with its sign, the change
   * @param from where its bar begins
   * @param to where its bar ends
   * @param ruleIds the rules that say so
   * @param standing of the records behind it, to look at; empty when it is not about records
   * @param reason of the records behind it
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Step(
      String kind,
      String label,
      String note,
      BigDecimal amount,
      BigDecimal from,
      BigDecimal to,
      List<String> ruleIds,
      String standing,
      String reason) {
    public Step {
      ruleIds = List.copyOf(ruleIds);
    }
  }

  /**
   * Money.
   *
   * @param title {@code A month}, {@code Held a month}, {@code Reclaimable a month} or {@code Once}
   * @param amount as the run has it
   * @param cuts what it is added up from; empty when that was not kept or is nothing
   * @param note what else is to be known of it
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Sum(String title, String currency, BigDecimal amount, List<Cut> cuts, String note) {
    public Sum {
      cuts = List.copyOf(cuts);
    }
  }

  /**
   * Units at one price.
   *
   * @param additionId the line whose price it is; empty where it is none's
   * @param units with their sign
   * @param price of one unit for one billing cycle
   * @param months in that cycle
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Cut(String additionId, BigDecimal units, BigDecimal price, int months) {
    /** Twelve times what it is a month, exact. */
    BigDecimal twelfths() {
      return new MonthlyPrice(price, months).twelfths(units);
    }
  }

  static Waterfall of(DiscrepancyRow row, Evidence evidence, List<RecordDao.Tally> tally) {
    List<Part> parts = new ArrayList<>();
    List<String> undrawn = new ArrayList<>();
    Builder steps = new Builder();
    CountedSteps counted = new CountedSteps(evidence, steps);
    BigDecimal units = counted.add(tally);
    CountedBy mapping = evidence.mapping();
    if (mapping != null && mapping.bundles()) {
      parts.add(steps.part("From what was read to what is counted", counted.unit()));
      steps = new Builder();
    }
    new ComparedSteps(row, evidence, steps, undrawn).add(units);
    if (!steps.isEmpty()) {
      parts.add(
          steps.part(
              title(steps, units, !parts.isEmpty()),
              parts.isEmpty() ? counted.unit() : "billing units"));
    }
    return new Waterfall(parts, new Prices(row, evidence).sums(), undrawn);
  }

  private static String title(Builder steps, @Nullable BigDecimal counted, boolean second) {
    if (!steps.compares()) {
      return "What was read";
    }
    if (counted == null) {
      return "Both sides of the comparison";
    }
    return second
        ? "From what is counted to what is due, against what is billed"
        : "From what was read to what is due, against what is billed";
  }

  /** Steps as they are added, each where the one before ended. */
  static final class Builder {
    private final List<Step> steps = new ArrayList<>();
    private BigDecimal level = BigDecimal.ZERO;

    BigDecimal level() {
      return level;
    }

    boolean isEmpty() {
      return steps.isEmpty();
    }

    boolean compares() {
      return steps.stream().anyMatch(step -> step.kind().equals("billed"));
    }

    /** Whether the last step is a quantity that stands at {@code value}. */
    boolean standsAt(BigDecimal value) {
      return !steps.isEmpty()
          && steps.get(steps.size() - 1).kind().equals("level")
          && level.compareTo(value) == 0;
    }

    void level(String label, String note, BigDecimal value, String standing) {
      level = value;
      steps.add(
          new Step("level", label, note, value, BigDecimal.ZERO, value, List.of(), standing, ""));
    }

    void change(
        String label,
        String note,
        BigDecimal amount,
        List<String> rules,
        String standing,
        String reason) {
      BigDecimal to = level.add(amount);
      steps.add(
          new Step(
              amount.signum() < 0 ? "less" : "more",
              label,
              note,
              amount,
              level,
              to,
              rules,
              standing,
              reason));
      level = to;
    }

    void change(String label, String note, BigDecimal amount) {
      change(label, note, amount, List.of(), "", "");
    }

    void billed(String label, String note, BigDecimal value) {
      steps.add(new Step("billed", label, note, value, BigDecimal.ZERO, value, List.of(), "", ""));
    }

    /** Between what stands at {@code billed} and what stands at {@code due}. */
    void difference(String label, BigDecimal billed, BigDecimal due) {
      steps.add(
          new Step("difference", label, "", due.subtract(billed), billed, due, List.of(), "", ""));
    }

    Part part(String title, String unit) {
      return new Part(title, unit, steps);
    }
  }

  static String units(@Nullable BigDecimal units) {
    return units == null ? "" : units.stripTrailingZeros().toPlainString();
  }
}
