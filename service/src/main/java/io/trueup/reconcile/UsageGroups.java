package io.trueup.reconcile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts records together that share a verdict and the discrepancies that rest on them, however
 * finely the engine told them apart. Records of a company are added one after another; what is
 * known of it is given on with {@link #flush}.
 */
public final class UsageGroups {
  private record Key(UsageGroup.Verdict verdict, int band, List<String> discrepancyIds) {}

  private static final class Growing {
    private int[] ordinals = new int[4];
    private int size;
    private long whole;
    private BigDecimal fractions = BigDecimal.ZERO;

    void add(int ordinal, BigDecimal quantity) {
      if (size == ordinals.length) {
        ordinals = Arrays.copyOf(ordinals, 2 * size);
      }
      ordinals[size++] = ordinal;
      if (quantity.scale() == 0 && quantity.precision() < 10) {
        whole += quantity.longValue();
      } else {
        fractions = fractions.add(units(quantity));
      }
    }

    UsageGroup done(UsageGroup.Verdict verdict) {
      int[] all = Arrays.copyOf(ordinals, size);
      Arrays.sort(all);
      return new UsageGroup(all, fractions.add(BigDecimal.valueOf(whole)), verdict);
    }
  }

  private record Place(String integrationId, String accountId, String companyId, int band) {}

  private record Grown(UsageGroup group, List<String> discrepancyIds) {}

  private final Consumer<UsageBlock> sink;
  private final Map<String, List<UsageBlock.Link>> byDiscrepancy;
  private final Map<Key, Growing> groups = new LinkedHashMap<>();

  /**
   * @param sink takes each block of groups
   * @param byDiscrepancy gets the groups that a discrepancy rests on
   */
  public UsageGroups(Consumer<UsageBlock> sink, Map<String, List<UsageBlock.Link>> byDiscrepancy) {
    this.sink = sink;
    this.byDiscrepancy = byDiscrepancy;
  }

  /** Adds records one by one that share everything. */
  public Adder adder(UsageGroup.Verdict verdict, Collection<String> discrepancyIds) {
    return new Adder(verdict, discrepancyIds.stream().distinct().sorted().toList());
  }

  /** Where records of one verdict go. */
  public final class Adder {
    private final UsageGroup.Verdict verdict;
    private final List<String> discrepancyIds;
    private int band = -1;
    private Growing growing = new Growing();

    private Adder(UsageGroup.Verdict verdict, List<String> discrepancyIds) {
      this.verdict = verdict;
      this.discrepancyIds = discrepancyIds;
    }

    /** Adds a record. */
    public void add(int ordinal, BigDecimal quantity) {
      int its = UsageGroup.band(ordinal);
      if (its != band) {
        band = its;
        growing = groups.computeIfAbsent(new Key(verdict, its, discrepancyIds), k -> new Growing());
      }
      growing.add(ordinal, quantity);
    }
  }

  /** Gives on what was added; nothing that comes later belongs to it. */
  public void flush() {
    Map<Place, List<Grown>> blocks = new LinkedHashMap<>();
    groups.forEach(
        (key, growing) -> {
          UsageGroup.Verdict verdict = key.verdict();
          Place place =
              new Place(
                  verdict.integrationId(), verdict.accountId(), verdict.companyId(), key.band());
          blocks
              .computeIfAbsent(place, p -> new ArrayList<>())
              .add(new Grown(growing.done(verdict), key.discrepancyIds()));
        });
    groups.clear();
    blocks.values().forEach(this::give);
  }

  private void give(List<Grown> some) {
    UsageBlock block = new UsageBlock(some.stream().map(Grown::group).toList());
    for (Grown one : some) {
      UsageBlock.Link link = new UsageBlock.Link(block.firstOrdinal(), one.group().firstOrdinal());
      for (String id : one.discrepancyIds()) {
        byDiscrepancy.computeIfAbsent(id, i -> new ArrayList<>(2)).add(link);
      }
    }
    sink.accept(block);
  }

  /** A quantity as it is shown: without trailing zeros or an exponent. */
  public static BigDecimal units(BigDecimal quantity) {
    BigDecimal stripped = quantity.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }
}
