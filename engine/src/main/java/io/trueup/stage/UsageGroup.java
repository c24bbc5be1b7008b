package io.trueup.stage;

import io.trueup.facts.Counted;
import io.trueup.facts.Usage;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A usage with the way back to its records, and what became of it. */
public final class UsageGroup {
  private final Folded folded;
  private final @Nullable Fate fate;
  private final @Nullable ToldFate told;

  UsageGroup(Folded folded, Fate fate) {
    this.folded = folded;
    this.fate = fate;
    this.told = null;
  }

  /** One whose fate is told when somebody asks. */
  UsageGroup(Folded folded, ToldFate told) {
    this.folded = folded;
    this.fate = null;
    this.told = told;
  }

  /** Its number within its company. */
  public int id() {
    return folded.id();
  }

  /** The company whose usage it is; empty when it is nobody's. */
  public String companyId() {
    return folded.part().companyId();
  }

  /** The integration that reported it. */
  public String integrationId() {
    return folded.selected().shape().integrationId();
  }

  /** The vendor's SKU. */
  public String productCode() {
    return folded.selected().shape().productCode();
  }

  /** What rules saw. */
  public Usage usage() {
    return folded.usage();
  }

  /** The quantities of its records added up. */
  public BigDecimal quantity() {
    return folded.quantity();
  }

  /** Positions of its records in the run's sorted usage, ascending. */
  public int[] records() {
    return folded.records();
  }

  /** What became of it. */
  public Fate fate() {
    return fate != null ? fate : Objects.requireNonNull(told).of(folded);
  }

  /** Whether it is counted, excluded or unaccounted: {@link Fate#outcome}. */
  public String outcome() {
    if (fate != null) {
      return fate.outcome();
    }
    Fate plain = Objects.requireNonNull(told).fate();
    return plain == null ? Fate.COUNTED : plain.outcome();
  }

  /** What it counts towards; only of one that is told to count. */
  Counted counted() {
    return Objects.requireNonNull(told).counted(folded);
  }

  /** What its shape is selected by. */
  Mappings.Selected selected() {
    return folded.selected();
  }
}
