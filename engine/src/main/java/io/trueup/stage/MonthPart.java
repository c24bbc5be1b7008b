package io.trueup.stage;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one part of a month came to.
 *
 * @see MonthParts
 */
public final class MonthPart {
  private final int number;
  private final List<UsageMapping.Mapped> mapped;
  private final List<DiscrepancyRow> discrepancies;
  private final RunNotes notes;
  private final Supplier<Reconciled> alone;

  MonthPart(
      int number,
      List<UsageMapping.Mapped> mapped,
      List<DiscrepancyRow> discrepancies,
      RunNotes notes,
      Supplier<Reconciled> alone) {
    this.number = number;
    this.mapped = mapped;
    this.discrepancies = discrepancies;
    this.notes = notes;
    this.alone = alone;
  }

  /** Which part it is, from 0. */
  public int number() {
    return number;
  }

  /** Its discrepancies, in reporting order. */
  public List<DiscrepancyRow> discrepancies() {
    return discrepancies;
  }

  /** Positions of its records among all of the month, ascending. */
  public int[] records() {
    int[] all =
        new int
            [mapped.stream()
                .flatMap(m -> m.groups().stream())
                .mapToInt(g -> g.records().length)
                .sum()];
    int size = 0;
    for (UsageMapping.Mapped one : mapped) {
      for (UsageGroup group : one.groups()) {
        System.arraycopy(group.records(), 0, all, size, group.records().length);
        size += group.records().length;
      }
    }
    Arrays.sort(all);
    return all;
  }

  /**
   * The part as a result: of discrepancies and usage it has its own alone, of accounts and input
   * the whole month's; it has no summary of its own.
   */
  public Reconciled alone() {
    return alone.get();
  }

  List<UsageMapping.Mapped> mapped() {
    return mapped;
  }

  RunNotes notes() {
    return notes;
  }
}
