package io.trueup.stage;

import io.trueup.facts.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that fold together, before rules have seen them. What rules would see is made when
 * somebody asks: most of such usage is like other usage that they have decided.
 */
final class Folded {
  private final Fold fold;
  private final UsageMapping.Part part;
  private final int id;
  private final int firstSelection;
  private final FoldShapes.Known shape;
  private final int flags;
  private final int rest;
  private final boolean account;
  private final Selections.Choices choices;
  private final int[] records;
  private @Nullable Usage usage;

  /**
   * @param id number within its company
   * @param firstSelection number of the first that selects it
   * @param flags how long it was not seen, and whether it is committed to
   * @param rest number of what else tells it from other usage, 0 when nothing does
   * @param account whether its account is kept apart
   * @param choices why it may be counted
   * @param records positions of its records, ascending
   */
  Folded(
      Fold fold,
      UsageMapping.Part part,
      int id,
      int firstSelection,
      FoldShapes.Known shape,
      int flags,
      int rest,
      boolean account,
      Selections.Choices choices,
      int[] records) {
    this.fold = fold;
    this.part = part;
    this.id = id;
    this.firstSelection = firstSelection;
    this.shape = shape;
    this.flags = flags;
    this.rest = rest;
    this.account = account;
    this.choices = choices;
    this.records = records;
  }

  int id() {
    return id;
  }

  int firstSelection() {
    return firstSelection;
  }

  Selections.Choices choices() {
    return choices;
  }

  UsageMapping.Part part() {
    return part;
  }

  Mappings.Selected selected() {
    return shape.selected();
  }

  int flags() {
    return flags;
  }

  int rest() {
    return rest;
  }

  int[] records() {
    return records;
  }

  boolean hasAccount() {
    return account;
  }

  /** Which of the mappings that select it call it idle. */
  BitSet idle() {
    return shape.idle(flags >> 1);
  }

  boolean isCommitted() {
    return (flags & 1) != 0;
  }

  /** The quantities of its records added up. */
  BigDecimal quantity() {
    return fold.quantity(records);
  }

  /** What rules see of it. */
  Usage usage() {
    Usage known = usage;
    if (known == null) {
      // Two threads may make it at the same time, and make equal ones.
      known = fold.usage(this);
      usage = known;
    }
    return known;
  }

  /** All that rules see of its case: the usage, then what selects it. */
  List<Object> facts() {
    List<Object> facts = new ArrayList<>(1 + choices.size());
    facts.add(usage());
    facts.addAll(choices.of(this));
    return facts;
  }
}
