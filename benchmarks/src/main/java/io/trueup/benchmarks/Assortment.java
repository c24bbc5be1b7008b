package io.trueup.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a generated month buy: 20 products, 18 of them counted in seven systems by
 * 180 SKUs, one flat fee and one that no mapping knows.
 */
final class Assortment {
  /** Position of the flat fee. */
  static final int FLAT_FEE = 16;

  /** Position of the product without a service mapping. */
  static final int UNMAPPED = 17;

  /** Position of the product that the catalogue has no price of. */
  static final int UNPRICED = 18;

  /** SKUs of one product: every 20th from its own number on. */
  static final int SKUS = 10;

  /** The integration whose sync failed; it holds the money of one product. */
  static final int FAILED = 6;

  /** A licence that costs nothing comes from here. */
  static final int LICENCES = 0;

  static final List<String> CATEGORIES =
      List.of(
          "microsoft365", "rmm", "backup", "endpoint_security", "vendor_portal", "other", "backup");
  static final List<String> KINDS =
      List.of("licence", "device", "backup", "agent", "subscription", "user", "backup");
  static final List<String> FREE = List.of("FLOW_FREE", "POWER_BI_STANDARD", "TEAMS_EXPLORATORY");

  private static final List<String> BILLED_STATES = List.of("active", "assigned");

  /**
   * A product and the service mapping that bills it.
   *
   * @param number its position; the code is P and the number
   * @param integration position of the system that it is counted in
   * @param count how it is counted, empty when there is no mapping
   * @param idleDays days after which a counted seat is inactive, null when none are
   * @param perUnit used units that one billed unit covers
   * @param minimum least quantity due, null when none
   * @param tolerance units that may differ
   * @param toleranceAmount money that may differ, null when not given
   * @param states states that are billed
   * @param statesGiven whether the mapping names them
   */
  record Product(
      int number,
      int integration,
      String count,
      @Nullable Integer idleDays,
      int perUnit,
      @Nullable Integer minimum,
      int tolerance,
      @Nullable BigDecimal toleranceAmount,
      List<String> states,
      boolean statesGiven) {
    String code() {
      return "P" + number;
    }

    String kind() {
      return KINDS.get(integration);
    }

    boolean mapped() {
      return !count.isEmpty();
    }

    boolean countsUsage() {
      return mapped() && !count.equals("none");
    }

    /** List price in dollars. */
    BigDecimal price() {
      return BigDecimal.valueOf(550 + 100L * number, 2);
    }

    /** What the vendor charges, where the vendor says so. */
    BigDecimal unitCost() {
      return BigDecimal.valueOf(310 + 100L * number, 2);
    }

    List<String> skus() {
      List<String> skus = new ArrayList<>();
      for (int n = 0; n < SKUS; n++) {
        skus.add("SKU" + (number + 20 * n));
      }
      return skus;
    }
  }

  static final List<Product> PRODUCTS =
      List.of(
          of(0, 0, "records", 60),
          of(1, 1, "distinct_devices", 60),
          of(2, 2, "records", null),
          tolerant(3, 3, "records", 30, 1, null),
          of(4, 4, "quantity", 90),
          of(5, 5, "distinct_users", 60),
          of(6, 0, "records", 30),
          of(7, 1, "distinct_devices", 90),
          new Product(8, 2, "quantity", null, 100, null, 0, null, BILLED_STATES, false),
          tolerant(9, 3, "records", null, 0, BigDecimal.valueOf(1500, 2)),
          of(10, 4, "quantity", null),
          of(11, 5, "distinct_users", 30),
          of(12, 0, "records", 90),
          new Product(
              13,
              1,
              "records",
              60,
              1,
              null,
              0,
              null,
              List.of("active", "assigned", "suspended"),
              true),
          new Product(14, 2, "records", null, 1, 12, 0, null, BILLED_STATES, false),
          of(15, 3, "records", 60),
          of(FLAT_FEE, 4, "none", null),
          of(UNMAPPED, 5, "", null),
          of(UNPRICED, 4, "records", null),
          of(19, FAILED, "records", null));

  private Assortment() {}

  private static Product of(int number, int integration, String count, @Nullable Integer idle) {
    return tolerant(number, integration, count, idle, 0, null);
  }

  private static Product tolerant(
      int number,
      int integration,
      String count,
      @Nullable Integer idle,
      int units,
      @Nullable BigDecimal amount) {
    return new Product(
        number, integration, count, idle, 1, null, units, amount, BILLED_STATES, false);
  }

  /** Products that are counted in a system. */
  static Product[] countedBy(int integration) {
    return PRODUCTS.stream()
        .filter(p -> p.countsUsage() && p.integration() == integration)
        .toArray(Product[]::new);
  }

  /** SKUs that no mapping selects, of a system: trials that an exception may know, and others. */
  static List<String> strangers(int integration) {
    List<String> skus =
        new ArrayList<>(Arrays.asList("SKU-X" + integration, "SKU-Y" + integration));
    for (int n = 50; n < 75; n++) {
      if (n % 6 == integration) {
        skus.add("SKU" + n + "-trial");
      }
    }
    return skus;
  }
}
