package io.trueup.benchmarks;

import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sums of the hand-written program. */
final class HandTally {
  enum Method {
    RECORDS,
    QUANTITY,
    USERS,
    DEVICES
  }

  /** A product, and what its mapping says, read once. */
  static final class Product {
    final String code;
    @Nullable ServiceMapping mapping;
    Method method = Method.RECORDS;
    boolean countsUsage;
    boolean doubtful;
    boolean licence;
    @Nullable Instant idleBefore;

    Product(String code) {
      this.code = code;
    }

    void mappedBy(ServiceMapping mapping, Instant end, boolean doubtful) {
      this.mapping = mapping;
      this.countsUsage = !mapping.count().equals("none");
      this.doubtful = doubtful;
      this.method =
          switch (mapping.count()) {
            case "quantity" -> Method.QUANTITY;
            case "distinct_users" -> Method.USERS;
            case "distinct_devices" -> Method.DEVICES;
            default -> Method.RECORDS;
          };
      Integer days = mapping.inactiveAfterDays();
      this.idleBefore = days == null ? null : end.minus(days, ChronoUnit.DAYS);
    }

    boolean accepts(String state) {
      if (mapping != null && mapping.statesGiven()) {
        return mapping.states().contains(state);
      }
      return state.equals("active") || state.equals("assigned");
    }

    boolean idle(UsageRecord record) {
      if (idleBefore == null) {
        return false;
      }
      Instant seen = record.lastActiveAt() != null ? record.lastActiveAt() : record.createdAt();
      return seen != null && seen.isBefore(idleBefore);
    }

    BigDecimal units(BigDecimal counted) {
      if (mapping == null || mapping.unitsPerBillingUnit().compareTo(BigDecimal.ONE) == 0) {
        return counted;
      }
      return counted.divide(mapping.unitsPerBillingUnit(), 0, RoundingMode.CEILING);
    }
  }

  private static final double COST_SCALE = 10_000;

  /** What one client has of one product: units, lines and what they cost. */
  static final class Slot {
    final int company;
    final Product product;
    final boolean withoutMobiles;
    private long records;
    private long inUse;
    private long sharedInUse;
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal quantityInUse = BigDecimal.ZERO;
    private @Nullable Set<String> ids;
    private @Nullable Set<String> idsInUse;
    private long cost;
    private double costUnits;
    private boolean costUnknown;
    boolean used;
    boolean idle;
    BigDecimal billed = BigDecimal.ZERO;
    BigDecimal included = BigDecimal.ZERO;
    BigDecimal scheduled = BigDecimal.ZERO;
    BigDecimal pending = BigDecimal.ZERO;
    @Nullable BigDecimal price;
    @Nullable BigDecimal endedPrice;
    int lines;
    int billable;
    int extraTolerance;

    Slot(int company, Product product, boolean withoutMobiles) {
      this.company = company;
      this.product = product;
      this.withoutMobiles = withoutMobiles;
    }

    void add(UsageRecord record, boolean isIdle, boolean isShared) {
      used = true;
      idle |= isIdle;
      switch (product.method) {
        case RECORDS -> {
          records++;
          if (isShared && !isIdle) {
            sharedInUse++;
          } else if (!isIdle) {
            inUse++;
          }
        }
        case QUANTITY -> {
          quantity = quantity.add(record.quantity());
          if (!isIdle) {
            quantityInUse = quantityInUse.add(record.quantity());
          }
        }
        case USERS -> distinct(record.userId(), isIdle);
        case DEVICES -> distinct(record.deviceId(), isIdle);
      }
      if (record.unitCost() == null) {
        costUnknown = true;
      } else {
        double units = record.quantity().doubleValue();
        cost += Math.round(record.unitCost().doubleValue() * units * COST_SCALE);
        costUnits += units;
      }
    }

    private void distinct(String id, boolean isIdle) {
      if (id.isEmpty()) {
        records++;
        inUse += isIdle ? 0 : 1;
        return;
      }
      if (ids == null || idsInUse == null) {
        ids = new HashSet<>();
        idsInUse = new HashSet<>();
      }
      String key = id.toLowerCase(Locale.ROOT);
      ids.add(key);
      if (!isIdle) {
        idsInUse.add(key);
      }
    }

    /** Whether licences on shared mailboxes are called inactive here: where a line bills them. */
    boolean sharedIsIdle() {
      return lines > 0 && product.licence;
    }

    BigDecimal used() {
      BigDecimal raw =
          product.method == Method.QUANTITY
              ? quantity
              : BigDecimal.valueOf(records + (ids == null ? 0 : ids.size()));
      return product.units(raw);
    }

    BigDecimal inactive() {
      BigDecimal raw =
          product.method == Method.QUANTITY
              ? quantityInUse
              : BigDecimal.valueOf(
                  inUse
                      + (sharedIsIdle() ? 0 : sharedInUse)
                      + (idsInUse == null ? 0 : idsInUse.size()));
      return used().subtract(product.units(raw));
    }

    String inactiveReason() {
      return idle ? "inactive" : "shared_mailbox";
    }

    /** What the vendor charges for a unit on average, 0 when it does not say so of all. */
    double unitCost() {
      return costUnknown || costUnits == 0 ? 0 : cost / COST_SCALE / costUnits;
    }
  }

  private HandTally() {}
}
