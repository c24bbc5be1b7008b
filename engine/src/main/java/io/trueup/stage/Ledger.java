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
        return byCompany != 0
            ? byCompany
            : Integer.compare(one.group().usage().id(), other.group().usage().id());
      };

  private final Map<String, Map<String, List<UsageMapping.Tallied>>> byPosition = new HashMap<>();
  private final Map<String, Map<String, List<UsageMapping.Tallied>>> unbilled = new TreeMap<>();
  private final Map<String, BigDecimal> pending = new HashMap<>();
  private final Map<String, BigDecimal> highWater = new HashMap<>();

  Ledger(Collection<UsageMapping.Mapped> mapped) {
    for (UsageMapping.Mapped company : mapped) {
      for (UsageMapping.Tallied tallied : company.tallied()) {
        String position = tallied.counted().positionKey();
        if (position.isEmpty()) {
          unbilled
              .computeIfAbsent(company.companyId(), k -> new TreeMap<>())
              .computeIfAbsent(tallied.counted().productCode(), k -> new ArrayList<>())
              .add(tallied);
        } else {
          byPosition
              .computeIfAbsent(position, k -> new HashMap<>(4))
              .computeIfAbsent(tallied.counted().role(), k -> new ArrayList<>(4))
              .add(tallied);
        }
      }
    }
    for (Map<String, List<UsageMapping.Tallied>> byRole : byPosition.values()) {
      for (List<UsageMapping.Tallied> list : byRole.values()) {
        if (!isInOrder(list)) {
          list.sort(IN_ORDER);
        }
      }
    }
  }

  /** Usage comes company by company and in its order, so that mostly nothing is to be done. */
  private static boolean isInOrder(List<UsageMapping.Tallied> list) {
    for (int i = 1; i < list.size(); i++) {
      if (IN_ORDER.compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** What counts towards a position in a role, in a fixed order. */
  List<UsageMapping.Tallied> of(String positionKey, String role) {
    return byPosition.getOrDefault(positionKey, Map.of()).getOrDefault(role, List.of());
  }

  /** What a company uses of products that no line bills, by product. */
  Map<String, List<UsageMapping.Tallied>> unbilled(String companyId) {
    return unbilled.getOrDefault(companyId, Map.of());
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
