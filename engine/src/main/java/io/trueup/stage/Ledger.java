package io.trueup.stage;

import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What counts towards which position or product, brought together from all companies. */
final class Ledger {
  private static final Comparator<UsageMapping.Tallied> IN_ORDER =
      (one, other) -> {
        int byCompany = one.companyId().compareTo(other.companyId());
        return byCompany != 0 ? byCompany : Integer.compare(one.group().id(), other.group().id());
      };

  private final Map<String, Tallies> byCompany = new HashMap<>();
  private final Map<String, Map<String, List<UsageMapping.Tallied>>> fromOthers = new HashMap<>();
  private final Map<String, BigDecimal> pending = new HashMap<>();
  private final Map<String, BigDecimal> highWater = new HashMap<>();

  /**
   * @param mapped each company's usage, once; that of nobody may be there many times
   */
  Ledger(Collection<UsageMapping.Mapped> mapped) {
    for (UsageMapping.Mapped company : mapped) {
      if (!company.companyId().isEmpty()) {
        byCompany.put(company.companyId(), company.tallies());
      }
      company
          .tallies()
          .others()
          .forEach(
              (position, byRole) ->
                  byRole.forEach(
                      (role, some) ->
                          fromOthers
                              .computeIfAbsent(position, k -> new HashMap<>())
                              .computeIfAbsent(role, k -> new ArrayList<>())
                              .addAll(some)));
    }
  }

  /** What counts towards a position in a role, in a fixed order. */
  List<UsageMapping.Tallied> of(PositionLines position, String role) {
    Tallies tallies = byCompany.get(position.companyId());
    List<UsageMapping.Tallied> own = tallies == null ? List.of() : tallies.of(position.key(), role);
    List<UsageMapping.Tallied> others =
        fromOthers.isEmpty()
            ? List.of()
            : fromOthers.getOrDefault(position.key(), Map.of()).getOrDefault(role, List.of());
    if (others.isEmpty()) {
      return own;
    }
    List<UsageMapping.Tallied> all = new ArrayList<>(own);
    all.addAll(others);
    all.sort(IN_ORDER);
    return all;
  }

  /** What a company uses of products that no line bills, by product. */
  Map<String, List<UsageMapping.Tallied>> unbilled(String companyId) {
    Tallies tallies = byCompany.get(companyId);
    return tallies == null ? Map.of() : tallies.unbilled();
  }

  void highWater(String positionKey, BigDecimal units) {
    highWater.merge(positionKey, units, BigDecimal::max);
  }

  /** The highest count of the month before now; 0 when none is known. */
  BigDecimal highWater(String positionKey) {
    return highWater.getOrDefault(positionKey, BigDecimal.ZERO);
  }

  /**
   * Notes what an unlinked account would count towards the positions of the company it may be.
   *
   * @param records the account's usage
   * @return units by position key
   */
  Map<String, BigDecimal> suggest(
      List<PositionLines> positions, List<UsageRecord> records, Mappings mappings) {
    Map<String, BigDecimal> units = new TreeMap<>();
    for (PositionLines position : positions) {
      position
          .mapping()
          .filter(mapping -> mapping.fact().countsUsage())
          .map(mapping -> measure(mapping, records, mappings))
          .filter(counted -> counted.signum() > 0)
          .ifPresent(counted -> units.put(position.key(), counted));
    }
    units.forEach((key, counted) -> pending.merge(key, counted, BigDecimal::add));
    return units;
  }

  /** Units of accounts that are only suggested to be this position's company's. */
  BigDecimal pending(PositionLines position) {
    return pending.getOrDefault(position.key(), BigDecimal.ZERO);
  }

  /** What a mapping counts among records that have not been through the rules. */
  static BigDecimal measure(Mapping mapping, Iterable<UsageRecord> records, Mappings mappings) {
    Counting.Tally tally = new Counting.Tally(mapping.fact().count());
    for (UsageRecord record : records) {
      Shape shape = mappings.shape(record);
      if (mapping.acceptsKind(shape)
          && mapping.acceptsAttributes(shape)
          && mapping.acceptsState(shape)) {
        tally.add(record);
      }
    }
    return mapping.billingUnits(tally.total());
  }
}
