package io.trueup.stage;

import io.trueup.facts.UsageRecord;
import io.trueup.facts.UsageTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts the usage that counts towards one thing, the way its mapping says. */
final class Counting {
  /**
   * A counted quantity, in billing units.
   *
   * @param used all of it
   * @param inactive the part that is not used
   * @param inactiveReason why, empty when there is none
   * @param committed the part that counts only because it is committed to
   * @param records records behind it
   * @param duplicates records beyond the first of a person or device
   * @param unitCost what the vendor charges for a unit on average, null when it is not known of all
   * @param byCompany the records' share by company
   */
  record Count(
      BigDecimal used,
      BigDecimal inactive,
      String inactiveReason,
      BigDecimal committed,
      long records,
      long duplicates,
      @Nullable BigDecimal unitCost,
      TreeMap<String, BigDecimal> byCompany) {}

  private final UsageTable usage;

  Counting(UsageTable usage) {
    this.usage = usage;
  }

  Count count(Optional<Mapping> mapping, List<UsageMapping.Tallied> tallied) {
    String method = method(mapping);
    boolean distinct = method.startsWith("distinct");
    boolean anyIdle = false;
    boolean anyCommitted = false;
    boolean oneCompany = true;
    long records = 0;
    for (UsageMapping.Tallied one : tallied) {
      anyIdle |= !one.idleReason().isEmpty();
      anyCommitted |= one.committed();
      oneCompany &= one.companyId().equals(tallied.get(0).companyId());
      records += one.records();
    }
    BigDecimal raw = raw(method, tallied, t -> true);
    BigDecimal used = billed(mapping, raw);
    BigDecimal inUse = anyIdle ? units(mapping, tallied, t -> t.idleReason().isEmpty()) : used;
    BigDecimal committed =
        anyCommitted ? units(mapping, tallied, UsageMapping.Tallied::committed) : nothing(mapping);
    TreeMap<String, BigDecimal> byCompany = new TreeMap<>();
    if (oneCompany && !tallied.isEmpty()) {
      byCompany.put(tallied.get(0).companyId(), used);
    } else {
      for (UsageMapping.Tallied one : tallied) {
        String id = one.companyId();
        if (!byCompany.containsKey(id)) {
          byCompany.put(id, units(mapping, tallied, t -> t.companyId().equals(id)));
        }
      }
    }
    BigDecimal inactive = used.subtract(inUse);
    return new Count(
        used,
        inactive,
        inactive.signum() > 0 ? firstReason(tallied) : "",
        committed,
        records,
        distinct ? records - raw.longValue() : 0,
        unitCost(tallied),
        byCompany);
  }

  private static String firstReason(List<UsageMapping.Tallied> tallied) {
    return tallied.stream()
        .map(UsageMapping.Tallied::idleReason)
        .filter(reason -> !reason.isEmpty())
        .min(Comparator.naturalOrder())
        .orElse("");
  }

  private static String method(Optional<Mapping> mapping) {
    return mapping.isPresent() ? mapping.get().fact().count() : "records";
  }

  private static BigDecimal billed(Optional<Mapping> mapping, BigDecimal raw) {
    return mapping.isPresent() ? mapping.get().billingUnits(raw) : raw;
  }

  private static BigDecimal nothing(Optional<Mapping> mapping) {
    return billed(mapping, BigDecimal.ZERO);
  }

  private BigDecimal units(
      Optional<Mapping> mapping,
      List<UsageMapping.Tallied> tallied,
      Predicate<UsageMapping.Tallied> which) {
    return billed(mapping, raw(method(mapping), tallied, which));
  }

  private BigDecimal raw(
      String method, List<UsageMapping.Tallied> tallied, Predicate<UsageMapping.Tallied> which) {
    BigDecimal quantity = BigDecimal.ZERO;
    long plain = 0;
    boolean users = method.equals("distinct_users");
    IntSet keys = users || method.equals("distinct_devices") ? new IntSet() : null;
    for (UsageMapping.Tallied one : tallied) {
      if (!which.test(one)) {
        continue;
      }
      if (keys == null) {
        plain += one.records();
        quantity = method.equals("quantity") ? quantity.add(one.group().quantity()) : quantity;
      } else {
        plain += count(one.group().records(), users, keys);
      }
    }
    return method.equals("quantity")
        ? quantity
        : BigDecimal.valueOf(plain + (keys == null ? 0 : keys.size()));
  }

  /** Collects people or devices; how many records name none. */
  private long count(int[] records, boolean users, IntSet keys) {
    long nameless = 0;
    for (int index : records) {
      int key = users ? usage.userKey(index) : usage.deviceKey(index);
      if (key == 0) {
        nameless++;
      } else {
        keys.add(key);
      }
    }
    return nameless;
  }

  /** Billing units of usage that has not been counted by the rules. */
  BigDecimal units(Mapping mapping, List<UsageGroup> groups) {
    return mapping.billingUnits(
        raw(mapping.fact().count(), groups.stream().map(UsageGroup::records).toList()));
  }

  private BigDecimal raw(String method, List<int[]> records) {
    Tally tally = new Tally(method);
    for (int[] some : records) {
      for (int index : some) {
        tally.add(usage.get(index));
      }
    }
    return tally.total();
  }

  /** Adds records up one by one: for usage that has not been through the rules. */
  static final class Tally {
    private final String method;
    private final Set<String> ids = new HashSet<>();
    private BigDecimal quantity = BigDecimal.ZERO;
    private long plain;

    Tally(String method) {
      this.method = method;
    }

    void add(UsageRecord record) {
      switch (method) {
        case "quantity" -> quantity = quantity.add(record.quantity());
        case "distinct_users" -> add(record.userId());
        case "distinct_devices" -> add(record.deviceId());
        default -> plain++;
      }
    }

    private void add(String id) {
      if (id.isEmpty()) {
        plain++;
      } else {
        ids.add(id.toLowerCase(Locale.ROOT));
      }
    }

    BigDecimal total() {
      return quantity.add(BigDecimal.valueOf(plain + ids.size()));
    }
  }

  private @Nullable BigDecimal unitCost(List<UsageMapping.Tallied> tallied) {
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal quantity = BigDecimal.ZERO;
    for (UsageMapping.Tallied one : tallied) {
      int[] records = one.group().records();
      int from = 0;
      while (from < records.length) {
        int code = usage.unitCostCode(records[from]);
        BigDecimal unit = usage.unitCost(records[from]);
        if (unit == null) {
          return null;
        }
        BigDecimal units = BigDecimal.ZERO;
        int ones = 0;
        int to = from;
        while (to < records.length && usage.unitCostCode(records[to]) == code) {
          if (usage.quantityCode(records[to]) == 0) {
            ones++;
          } else {
            units = units.add(usage.quantity(records[to]));
          }
          to++;
        }
        units = units.add(BigDecimal.valueOf(ones));
        cost = cost.add(unit.multiply(units));
        quantity = quantity.add(units);
        from = to;
      }
    }
    return quantity.signum() == 0 ? null : cost.divide(quantity, MathContext.DECIMAL64);
  }

  /**
   * Days of the month that the newest {@code units} counted units run, added up unit by unit: 2
   * units that start on the 16th of March run 32 days. Units that started before the month are left
   * out, or run from {@code unknownStart} on when given; so do units whose start is not known.
   *
   * @param last the last day that counts, within the month of the as-of date
   */
  BigDecimal unitDays(
      Optional<Mapping> mapping,
      List<UsageMapping.Tallied> tallied,
      BigDecimal units,
      LocalDate asOf,
      LocalDate last,
      @Nullable LocalDate unknownStart) {
    LocalDate first = asOf.withDayOfMonth(1);
    List<Unit> newest = units(method(mapping), tallied);
    BigDecimal left =
        units.multiply(mapping.map(m -> m.fact().unitsPerBillingUnit()).orElse(BigDecimal.ONE));
    BigDecimal days = BigDecimal.ZERO;
    for (Unit unit : newest) {
      if (left.signum() <= 0) {
        break;
      }
      BigDecimal taken = unit.quantity().min(left);
      left = left.subtract(taken);
      LocalDate start = unit.start();
      if (start == null || (start.isBefore(first) && unknownStart != null)) {
        start = start == null ? unknownStart : first;
      }
      if (start != null && !start.isBefore(first) && !start.isAfter(last)) {
        long run = last.toEpochDay() - start.toEpochDay() + 1;
        days = days.add(taken.multiply(BigDecimal.valueOf(run)));
      }
    }
    if (left.signum() > 0 && unknownStart != null && !unknownStart.isAfter(last)) {
      days =
          days.add(
              left.multiply(BigDecimal.valueOf(last.toEpochDay() - unknownStart.toEpochDay() + 1)));
    }
    return days;
  }

  /**
   * Something counted, and since when it is paid for.
   *
   * @param start the first known day of any of its records, null when none is known
   */
  private record Unit(String id, BigDecimal quantity, @Nullable LocalDate start) {
    private static final Comparator<Unit> NEWEST_FIRST =
        Comparator.comparing((Unit u) -> u.start() == null ? LocalDate.MIN : u.start())
            .reversed()
            .thenComparing(Unit::id);
  }

  /** The units behind a count, newest first: people or devices where they are counted once. */
  private List<Unit> units(String method, List<UsageMapping.Tallied> tallied) {
    Map<String, Unit> units = new HashMap<>();
    for (UsageMapping.Tallied one : tallied) {
      for (int index : one.group().records()) {
        UsageRecord record = usage.get(index);
        String distinct =
            switch (method) {
              case "distinct_users" -> record.userId();
              case "distinct_devices" -> record.deviceId();
              default -> "";
            };
        // Record ids may repeat across accounts; the position tells them apart.
        String id =
            distinct.isEmpty()
                ? "record " + record.recordId() + " " + index
                : "counted once " + distinct.toLowerCase(Locale.ROOT);
        BigDecimal quantity = method.equals("quantity") ? record.quantity() : BigDecimal.ONE;
        units.merge(id, new Unit(id, quantity, start(record)), Counting::earlier);
      }
    }
    return units.values().stream().sorted(Unit.NEWEST_FIRST).toList();
  }

  private static Unit earlier(Unit one, Unit other) {
    LocalDate start = other.start();
    return start != null && (one.start() == null || start.isBefore(one.start())) ? other : one;
  }

  /** The first day on which the record is paid for. */
  private static @Nullable LocalDate start(UsageRecord record) {
    LocalDate created =
        record.createdAt() == null ? null : record.createdAt().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate paid = record.trialEndDate() == null ? null : record.trialEndDate().plusDays(1);
    return paid == null || (created != null && created.isAfter(paid)) ? created : paid;
  }
}
