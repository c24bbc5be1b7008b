package io.trueup.compare;

import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One conclusion that differs.
 *
 * @param kind how
 * @param before the conclusion of the one side; null when there was none
 * @param after the conclusion of the other side; null when there is none
 * @param causes the changes of the rules that made it, or may have; empty when no rule differs, so
 *     that the program itself must have changed between the two
 * @param certain whether the causes are those; otherwise it is one or more of them
 * @param effect what happened, as the end of a sentence
 */
public record Difference(
    Kind kind,
    @Nullable DiscrepancyRow before,
    @Nullable DiscrepancyRow after,
    List<RuleChange> causes,
    boolean certain,
    String effect) {
  public Difference {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a difference needs a side");
    }
    causes = List.copyOf(causes);
  }

  /** What happened and why, for people. */
  public String sentence() {
    return Sentences.causes(causes, certain) + ", so " + effect + ".";
  }

  /** The conclusion that is, else the one that was. */
  public DiscrepancyRow row() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  /** Ids of the companies on either side, sorted; one unless it moved. */
  public List<String> companyIds() {
    TreeSet<String> ids = new TreeSet<>();
    Optional.ofNullable(before).ifPresent(row -> ids.add(row.companyId()));
    Optional.ofNullable(after).ifPresent(row -> ids.add(row.companyId()));
    return List.copyOf(ids);
  }

  /** Keys of its causes, see {@link RuleChange#key()}. */
  public List<String> causeKeys() {
    return causes.stream().map(RuleChange::key).toList();
  }

  /** Its money before and after. */
  public Movement money() {
    return Movement.of(
        before == null ? List.of() : List.of(before), after == null ? List.of() : List.of(after));
  }

  /** The largest amount that it adds or takes away, of whatever kind of money; at least 0. */
  public BigDecimal stake() {
    Movement money = money();
    return money.currencies().stream()
        .map(currency -> money.change(currency).largest())
        .max(BigDecimal::compareTo)
        .orElse(BigDecimal.ZERO);
  }
}
