package io.trueup.stage;

import io.trueup.facts.Month;
import io.trueup.facts.Product;
import io.trueup.facts.UsageRecord;
import io.trueup.money.MonthlyPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the usage of each account is worth a month, whoever it belongs to: what is at stake in
 * saying whose account it is. A record has the price of the most specific mapping that selects it:
 * what the company that the account is linked to, or may belong to, pays for that product, else the
 * catalogue's price; where there is neither, what the record itself costs. Usage that no mapping
 * bills in its state, such as disabled users, is worth nothing.
 */
public final class AccountStakes {
  private static final String DEFAULT_CURRENCY = "USD";

  private final Billing billing;
  private final Mappings mappings;
  private final String currency;
  private final Map<String, Optional<Price>> prices = new HashMap<>();

  /**
   * What is at stake.
   *
   * @param records usage records, whatever their state
   * @param amounts money a month by currency, rounded to its minor unit; no amount is 0
   * @param estimated whether any of it is at a price that no agreement of the company says
   */
  public record Stake(long records, Map<String, BigDecimal> amounts, boolean estimated) {
    /** Nothing is used. */
    public static final Stake NONE = new Stake(0, Map.of(), false);

    public Stake {
      amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    }
  }

  private record Price(String currency, BigDecimal twelfths, boolean estimated) {}

  /** Units of an account that are counted in one way at one price. */
  private static final class Tally {
    final Mapping mapping;
    final Price price;
    BigDecimal counted = BigDecimal.ZERO;
    private final Set<String> seen = new HashSet<>();

    Tally(Mapping mapping, Price price) {
      this.mapping = mapping;
      this.price = price;
    }

    void add(UsageRecord record) {
      String id =
          switch (mapping.fact().count()) {
            case "distinct_users" -> record.userId();
            case "distinct_devices" -> record.deviceId();
            default -> "";
          };
      if (mapping.fact().count().equals("quantity")) {
        counted = counted.add(record.quantity());
      } else if (id.isEmpty() || seen.add(id.toLowerCase(Locale.ROOT))) {
        counted = counted.add(BigDecimal.ONE);
      }
    }
  }

  /** What one account has so far. */
  private static final class Sum {
    long records;
    final Map<String, Tally> tallies = new TreeMap<>();
    final Map<String, BigDecimal> costs = new TreeMap<>();
  }

  private AccountStakes(Month month, LocalDate asOf) {
    this.mappings = new Mappings(month.serviceMappings(), month.integrations());
    this.billing = new Billing(month, asOf, 0, mappings);
    this.currency = usual(month);
  }

  /**
   * Looks at all usage of a month.
   *
   * @param accounts the outcome of every account, by account key
   * @param asOf the day whose agreements are looked at
   * @return by account key; accounts without usage are left out
   */
  public static Map<String, Stake> of(
      Month month, Map<String, AccountOutcome> accounts, LocalDate asOf) {
    return new AccountStakes(month, asOf).look(month, accounts);
  }

  private Map<String, Stake> look(Month month, Map<String, AccountOutcome> accounts) {
    Map<String, Sum> sums = new HashMap<>();
    for (UsageRecord record : month.usage()) {
      String key = record.integrationId() + "/" + record.accountId();
      AccountOutcome outcome = accounts.get(key);
      if (outcome != null) {
        String company =
            outcome.companyId().isEmpty() ? outcome.suggestedCompanyId() : outcome.companyId();
        add(sums.computeIfAbsent(key, k -> new Sum()), record, company);
      }
    }
    Map<String, Stake> stakes = new HashMap<>();
    sums.forEach((key, sum) -> stakes.put(key, stake(sum)));
    return stakes;
  }

  private void add(Sum sum, UsageRecord record, String company) {
    sum.records++;
    Mappings.Selected selected = mappings.select(mappings.shape(record));
    boolean refused = false;
    for (Mappings.Match match : selected.matches()) {
      Mapping mapping = match.mapping();
      if (!mapping.availableTo(company) || !mapping.fact().role().equals("count")) {
        continue;
      }
      if (!match.accepted()) {
        refused = true;
        continue;
      }
      refused = false;
      String product = mapping.productFor(selected.shape());
      Optional<Price> price = price(company, product);
      if (price.isPresent()) {
        sum.tallies
            .computeIfAbsent(
                mapping.fact().mappingId() + "|" + product, k -> new Tally(mapping, price.get()))
            .add(record);
        return;
      }
    }
    BigDecimal cost = record.unitCost();
    if (!refused && cost != null && cost.signum() > 0) {
      sum.costs.merge(
          currency,
          cost.multiply(record.quantity()).multiply(BigDecimal.valueOf(12)),
          BigDecimal::add);
    }
  }

  private Optional<Price> price(String company, String product) {
    return prices.computeIfAbsent(
        company + "|" + product,
        k ->
            billing.positionsFor(company).stream()
                .filter(position -> position.productCode().equals(product))
                .flatMap(position -> own(position).stream())
                .findFirst()
                .or(() -> billing.productFor(company, product).flatMap(AccountStakes::listed)));
  }

  private static Optional<Price> own(PositionLines position) {
    return position
        .growthPrice()
        .map(price -> new Price(position.currency().getCurrencyCode(), price.twelfths(), false));
  }

  private static Optional<Price> listed(Product product) {
    BigDecimal price = product.unitPrice();
    return price == null || price.signum() <= 0
        ? Optional.empty()
        : Optional.of(new Price(product.currency(), price.multiply(BigDecimal.valueOf(12)), true));
  }

  private static Stake stake(Sum sum) {
    Map<String, BigDecimal> twelfths = new TreeMap<>(sum.costs);
    boolean estimated = !sum.costs.isEmpty();
    for (Tally tally : sum.tallies.values()) {
      estimated |= tally.price.estimated();
      twelfths.merge(
          tally.price.currency(),
          tally.mapping.billingUnits(tally.counted).multiply(tally.price.twelfths()),
          BigDecimal::add);
    }
    Map<String, BigDecimal> amounts = new TreeMap<>();
    twelfths.forEach(
        (code, sumOf) -> {
          BigDecimal amount = MonthlyPrice.month(sumOf, Currency.getInstance(code));
          if (amount.signum() != 0) {
            amounts.put(code, amount);
          }
        });
    return new Stake(sum.records, amounts, estimated && !amounts.isEmpty());
  }

  /** What vendors are paid in is not known: taken is the currency of most agreements. */
  private static String usual(Month month) {
    Map<String, Integer> counts = new TreeMap<>();
    month.agreements().forEach(agreement -> counts.merge(agreement.currency(), 1, Integer::sum));
    String usual = DEFAULT_CURRENCY;
    int most = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        usual = entry.getKey();
      }
    }
    return usual;
  }
}
