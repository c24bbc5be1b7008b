package io.trueup.benchmarks;

import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a generated month, system by system and account by account as vendors give it. About
 * 1 record in 200 is idle, 1 in 25 is in a state that is not billed, 1 in 150 has a SKU that no
 * mapping knows; some devices and people are reported twice, and some licences cost nothing.
 */
final class GeneratedUsage {
  private static final int PEOPLE = 60;
  private static final BigDecimal[] SEATS = numbers(1, 1, 1, 2, 5);
  private static final BigDecimal[] GIGABYTES = numbers(20, 40, 75, 120, 260);
  private static final Map<String, String> SHARED = Map.of("mailbox_type", "shared");
  private static final String[] RARE = {"suspended", "unassigned", "disabled", "deleted", "trial"};

  private final Size size;
  private final long seed;
  private final int[] counted;
  private final Instant[] days = new Instant[400];
  private final LocalDate[] ends = new LocalDate[12];
  private final List<UsageRecord> all;

  GeneratedUsage(Size size, long seed) {
    this.size = size;
    this.seed = seed;
    this.counted = new int[size.companies() * Assortment.PRODUCTS.size()];
    for (int day = 0; day < days.length; day++) {
      days[day] =
          GeneratedMonth.AS_OF.minusDays(day).atTime(LocalTime.of(9, 30)).toInstant(ZoneOffset.UTC);
    }
    for (int month = 0; month < ends.length; month++) {
      ends[month] = GeneratedMonth.AS_OF.plusMonths(month);
    }
    this.all = Collections.unmodifiableList(records());
  }

  private static BigDecimal[] numbers(int... values) {
    return Arrays.stream(values).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new);
  }

  /** All records. */
  List<UsageRecord> all() {
    return all;
  }

  private List<UsageRecord> records() {
    List<UsageRecord> records = new ArrayList<>(size.records());
    int each = size.records() / size.companies();
    int systems = Assortment.KINDS.size();
    int products = Assortment.PRODUCTS.size() - 2;
    String[][] people = new String[size.companies()][];
    for (int i = 0; i < systems; i++) {
      Assortment.Product[] counts = Assortment.countedBy(i);
      Skus skus = new Skus(counts, Assortment.strangers(i));
      int some = each * counts.length / products;
      for (int c = 0; c < size.companies(); c++) {
        if (people[c] == null) {
          people[c] = people(c);
        }
        account(
            i, c, i > 0 ? some : each - others(each, products), counts, skus, people[c], records);
      }
    }
    return records;
  }

  /** Records of one company in all systems but the first, which has what is left. */
  private static int others(int each, int products) {
    int sum = 0;
    for (int i = 1; i < Assortment.KINDS.size(); i++) {
      sum += each * Assortment.countedBy(i).length / products;
    }
    return sum;
  }

  /** Units by company and product as a diligent technician would count them. */
  int[] counted() {
    return counted.clone();
  }

  private static String[] people(int c) {
    String[] people = new String[PEOPLE];
    for (int n = 0; n < PEOPLE; n++) {
      people[n] = "user" + n + "@company" + c + ".example";
    }
    return people;
  }

  /** SKUs of one system, each text once. */
  private static final class Skus {
    final List<List<String>> byProduct = new ArrayList<>();
    final List<List<String>> names = new ArrayList<>();
    final List<String> strangers;

    Skus(Assortment.Product[] counts, List<String> strangers) {
      for (Assortment.Product product : counts) {
        byProduct.add(product.skus());
        names.add(product.skus().stream().map(sku -> "Name of " + sku).toList());
      }
      this.strangers = strangers;
    }
  }

  private void account(
      int i,
      int c,
      int records,
      Assortment.Product[] counts,
      Skus skus,
      String[] people,
      List<UsageRecord> all) {
    SplittableRandom dice = GeneratedMonth.dice(seed, c, i);
    String integration = ("i" + i).intern();
    String account = "acc" + c;
    int[] units = new int[counts.length];
    BitSet seen = new BitSet();
    for (int r = 0; r < records; r++) {
      int which = dice.nextInt(counts.length);
      Assortment.Product product = counts[which];
      int sku = dice.nextInt(Assortment.SKUS);
      int odd = dice.nextInt(1_500);
      boolean stranger = odd < 10;
      boolean free = i == Assortment.LICENCES && odd >= 10 && odd < 50;
      String state = state(dice, i);
      boolean shared = (i == 0 || i == 5) && dice.nextInt(100) == 0;
      int person = dice.nextInt(PEOPLE);
      int device = r > 0 && dice.nextInt(50) == 0 ? r - 1 : r;
      BigDecimal quantity =
          product.count().equals("quantity")
              ? (product.perUnit() > 1 ? GIGABYTES : SEATS)[dice.nextInt(SEATS.length)]
              : BigDecimal.ONE;
      all.add(
          new UsageRecord(
              integration,
              account,
              "rec-" + c + "-" + r,
              product.kind(),
              stranger
                  ? skus.strangers.get(odd % skus.strangers.size())
                  : free
                      ? Assortment.FREE.get(odd % Assortment.FREE.size())
                      : skus.byProduct.get(which).get(sku),
              stranger || free ? "" : skus.names.get(which).get(sku),
              (dice.nextInt(500) == 0 ? "lab-" : "host-") + c + "-" + r,
              i == 0 || i == 5 ? people[person] : "",
              i == 1 || i == 3 ? "SN" + c + "-" + i + "-" + device : "",
              i == 1 || i == 3 ? deviceClass(dice) : "",
              state,
              quantity,
              "seat",
              i == 4 ? product.unitCost() : null,
              i == 3 ? null : days[100 + dice.nextInt(290)],
              lastActive(dice),
              i == 4 && dice.nextInt(2) == 0 ? ends[dice.nextInt(ends.length)] : null,
              null,
              shared ? SHARED : Map.of()));
      boolean once =
          switch (product.count()) {
            case "distinct_users" -> !shared && !seen.get(which * PEOPLE + person);
            case "distinct_devices" -> device == r;
            default -> true;
          };
      if (!stranger && !free && once && product.states().contains(state)) {
        seen.set(which * PEOPLE + person);
        units[which] += quantity.intValue();
      }
    }
    for (int which = 0; which < counts.length; which++) {
      Assortment.Product product = counts[which];
      counted[c * Assortment.PRODUCTS.size() + product.number()] =
          (units[which] + product.perUnit() - 1) / product.perUnit();
    }
  }

  private static String state(SplittableRandom dice, int i) {
    return dice.nextInt(25) == 0
        ? RARE[dice.nextInt(RARE.length)]
        : i == 0 && dice.nextInt(2) == 0 ? "assigned" : "active";
  }

  private static String deviceClass(SplittableRandom dice) {
    int n = dice.nextInt(12);
    return n == 0 ? "mobile" : n < 3 ? "server" : "workstation";
  }

  private @Nullable Instant lastActive(SplittableRandom dice) {
    int n = dice.nextInt(400);
    return n == 0 ? null : n < 2 ? days[91 + dice.nextInt(200)] : days[dice.nextInt(28)];
  }
}
