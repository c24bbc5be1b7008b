package io.trueup.benchmarks;

import io.trueup.facts.Account;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.Previous;
import io.trueup.facts.Product;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A month of an MSP as facts, the same for the same size and seed. Accounts carry the PSA's company
 * id, so that matching them is cheap; one in 100 clients has an account that is nobody's yet, one
 * an account that is only suggested, one is no longer active. All lines of a position carry the
 * same price, and a client is billed in one currency.
 */
final class GeneratedMonth {
  static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);
  static final long SEED = 20261031;

  private static final String[] SYLLABLES = {
    "ba", "co", "di", "fe", "gu", "ha", "ki", "lo", "mi", "ne", "po", "qua", "ri", "so", "tu", "ve",
    "wa", "xi", "yo", "za"
  };
  private static final String[] TRADES = {
    "Dental", "Law", "Foods", "Freight", "Media", "Steel", "Energy", "Textiles", "Optics", "Paper"
  };

  private final Size size;
  private final long seed;
  private final GeneratedUsage usage;

  GeneratedMonth(Size size, long seed) {
    this.size = size;
    this.seed = seed;
    this.usage = new GeneratedUsage(size, seed);
  }

  static Month of(Size size) {
    return new GeneratedMonth(size, SEED).facts();
  }

  /**
   * The records as they were made, texts that are alike one object, as a reader of its own would
   * keep them: a month may keep its records in another form, and would hand out copies.
   */
  List<UsageRecord> usage() {
    return usage.all();
  }

  Month facts() {
    List<Company> companies = new ArrayList<>();
    List<Agreement> agreements = new ArrayList<>();
    List<Account> accounts = new ArrayList<>();
    for (int c = 0; c < size.companies(); c++) {
      companies.add(company(c));
      agreements.add(agreement(c));
    }
    for (int i = 0; i < Assortment.KINDS.size(); i++) {
      for (int c = 0; c < size.companies(); c++) {
        accounts.add(account(i, c));
      }
    }
    GeneratedLines lines = new GeneratedLines(size, seed, usage.counted());
    return new Month(
        companies,
        agreements,
        lines.additions(),
        List.of(),
        integrations(),
        List.of(),
        accounts,
        usage.all(),
        List.of(),
        List.of(),
        mappings(),
        products(),
        lines.decisions(),
        Previous.NONE,
        List.of(),
        "generated-" + size + "-" + seed);
  }

  /** A generator of its own for one thing of one company. */
  static SplittableRandom dice(long seed, int company, int thing) {
    return new SplittableRandom(seed * 1_000_003 + company * 31L + thing * 7_919L);
  }

  static String companyId(int c) {
    return "C" + c;
  }

  static String currency(int c) {
    return c % 10 == 0 ? "CAD" : "USD";
  }

  static boolean active(int c) {
    return c % 100 != 42;
  }

  private static Company company(int c) {
    return new Company(
        companyId(c),
        name(c),
        "",
        List.of(),
        List.of(),
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        active(c) ? "active" : "inactive",
        Map.of());
  }

  /** A word that no other client bears, and a trade. */
  private static String name(int c) {
    StringBuilder word = new StringBuilder();
    for (int rest = c, n = 0; n < 4; n++, rest /= SYLLABLES.length) {
      word.append(SYLLABLES[(rest + 7 * n) % SYLLABLES.length]);
    }
    word.setCharAt(0, Character.toUpperCase(word.charAt(0)));
    return word + " " + TRADES[c % TRADES.length];
  }

  private static Agreement agreement(int c) {
    return new Agreement(
        "G" + c,
        companyId(c),
        "Managed services",
        "active",
        "monthly",
        currency(c),
        LocalDate.of(2024, 1, 1),
        null,
        "none",
        "arrears",
        Map.of());
  }

  private static Account account(int i, int c) {
    boolean nobodys = i == 1 && c % 100 == 7;
    boolean suggested = i == 4 && c % 100 == 13;
    return new Account(
        "i" + i,
        "acc" + c,
        nobodys ? "Zzq" + c + "x" : name(c),
        List.of(),
        "",
        "",
        "",
        "",
        nobodys || suggested ? "" : companyId(c),
        "",
        "",
        Map.of());
  }

  private static List<Integration> integrations() {
    List<Integration> all = new ArrayList<>();
    Instant last = Instant.parse("2026-10-31T20:00:00Z");
    for (int i = 0; i < Assortment.KINDS.size(); i++) {
      all.add(
          new Integration(
              "i" + i,
              Assortment.CATEGORIES.get(i),
              "vendor" + i,
              last,
              i == Assortment.FAILED ? Instant.parse("2026-10-31T02:00:00Z") : last,
              i == Assortment.FAILED ? "failed" : "succeeded",
              BigDecimal.valueOf(24),
              i == 4 ? "no" : "",
              Map.of()));
    }
    return all;
  }

  private static List<ServiceMapping> mappings() {
    List<ServiceMapping> all = new ArrayList<>();
    for (Assortment.Product p : Assortment.PRODUCTS) {
      if (p.mapped()) {
        all.add(mapping(p));
      }
    }
    return all;
  }

  private static ServiceMapping mapping(Assortment.Product p) {
    boolean backup = p.kind().equals("backup");
    boolean counts = p.countsUsage();
    return new ServiceMapping(
        "M" + p.number(),
        p.code(),
        "",
        backup || !counts ? "" : Assortment.CATEGORIES.get(p.integration()),
        backup ? "i" + p.integration() : "",
        counts ? List.of(p.kind()) : List.of(),
        counts ? p.skus() : List.of(),
        List.of(),
        p.statesGiven() ? p.states() : List.of(),
        p.statesGiven(),
        Map.of(),
        p.count(),
        p.idleDays(),
        BigDecimal.valueOf(p.perUnit()),
        "up",
        p.minimum() == null ? null : BigDecimal.valueOf(p.minimum()),
        BigDecimal.valueOf(p.tolerance()),
        p.toleranceAmount(),
        "as_of",
        "count",
        "",
        Map.of());
  }

  private static List<Product> products() {
    List<Product> all = new ArrayList<>();
    for (Assortment.Product p : Assortment.PRODUCTS) {
      boolean priced = p.number() != Assortment.UNPRICED;
      all.add(product(p, "USD", priced ? p.price() : null));
      all.add(product(p, "CAD", priced ? canadian(p.price()) : null));
    }
    return all;
  }

  private static Product product(
      Assortment.Product p, String currency, @Nullable BigDecimal price) {
    return new Product(p.code(), "Product " + p.number(), price, null, currency, Map.of());
  }

  static BigDecimal canadian(BigDecimal dollars) {
    return dollars.multiply(BigDecimal.valueOf(135, 2)).setScale(2, RoundingMode.HALF_UP);
  }
}
