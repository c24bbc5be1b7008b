package io.trueup.stage;

import io.trueup.facts.ComponentCoverage;
import io.trueup.facts.Decision;
import io.trueup.facts.IntegrationDoubt;
import io.trueup.facts.InvoiceLine;
import io.trueup.facts.Position;
import io.trueup.facts.Product;
import io.trueup.facts.SecondOpinion;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UnbilledUsage;
import io.trueup.money.MonthlyPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the two sides of a comparison together: what rules classify. */
final class Subjects {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  private final Billing billing;
  private final Mappings mappings;
  private final Health health;
  private final Counting counting;
  private final Ledger ledger;
  private final Map<String, Map<String, List<Decision>>> decisionsByKind = new HashMap<>();
  private final LocalDate asOf;

  Subjects(
      Billing billing,
      Mappings mappings,
      Health health,
      Counting counting,
      Ledger ledger,
      List<Decision> decisions,
      LocalDate asOf) {
    this.billing = billing;
    this.mappings = mappings;
    this.health = health;
    this.counting = counting;
    this.ledger = ledger;
    for (Decision decision : decisions) {
      decisionsByKind
          .computeIfAbsent(decision.kind(), k -> new HashMap<>())
          .computeIfAbsent(decision.companyId(), k -> new ArrayList<>())
          .add(decision);
    }
    this.asOf = asOf;
  }

  /** A position with what it counts. */
  record Measured(PositionLines lines, Counting.Count count, Position fact) {}

  Measured position(PositionLines lines) {
    Optional<Mapping> mapping = lines.mapping();
    List<UsageMapping.Tallied> tallied = ledger.of(lines, "count");
    Counting.Count count = counting.count(mapping, tallied);
    BigDecimal used = count.used();
    if (mapping.isPresent() && mapping.get().fact().basis().equals("high_water")) {
      used = used.max(ledger.highWater(lines.key()));
    }
    boolean usageBased = mapping.map(m -> m.fact().countsUsage()).orElse(false);
    BigDecimal minimum = mapping.map(m -> m.fact().minimumQuantity()).orElse(null);
    BigDecimal owed = minimum == null ? used : used.max(minimum);
    BigDecimal due = usageBased ? owed.subtract(lines.included()).max(ZERO) : ZERO;
    BigDecimal delta = usageBased ? due.subtract(lines.billed()) : ZERO;
    Optional<MonthlyPrice> price = lines.growthPrice();
    BigDecimal catalogue =
        billing
            .product(lines.productCode(), lines.currency().getCurrencyCode())
            .flatMap(Subjects::listPrice)
            .orElse(null);
    BigDecimal scheduled = lines.scheduledUnits();
    BigDecimal invoiceShort = invoiceShort(lines);
    String doubt =
        mapping
            .filter(m -> m.fact().countsUsage())
            .map(m -> doubt(m, lines.companyId()))
            .orElse("");
    Position fact =
        new Position(
            lines.key(),
            lines.companyId(),
            lines.productCode(),
            lines.currency().getCurrencyCode(),
            lines.billableLines(),
            mapping.map(m -> m.fact().mappingId()).orElse(""),
            mapping.map(m -> m.fact().count()).orElse(""),
            lines.billed(),
            used,
            lines.included(),
            minimum,
            due,
            delta,
            price.isPresent(),
            price.map(p -> p.perMonth(lines.currency())).orElse(null),
            catalogue,
            count.unitCost(),
            lines.month(delta),
            count.inactive(),
            count.inactiveReason(),
            lines.month(count.inactive().negate()).negate(),
            count.committed(),
            tolerance(lines, mapping),
            toleranceAmount(lines, mapping),
            waiver(lines.companyId(), lines.productCode()),
            doubt,
            scheduled,
            delta.signum() > 0 && scheduled.compareTo(delta) >= 0
                ? scheduledOneOff(lines, mapping, tallied, delta)
                : ZERO,
            delta.signum() > 0 ? prorated(lines, mapping, tallied, delta) : null,
            invoiceShort,
            lines.month(invoiceShort),
            used.signum() == 0 ? ledger.pending(lines) : ZERO);
    return new Measured(lines, count, fact);
  }

  /** The gravest doubt about the sources of two mappings, empty when both may count. */
  private String gravest(Optional<Mapping> one, Mapping other, String companyId) {
    return Stream.concat(one.filter(m -> m.fact().countsUsage()).stream(), Stream.of(other))
        .flatMap(mapping -> health.doubtAbout(mapping.fact(), companyId).stream())
        .map(verdict -> verdict.doubt().orElseThrow())
        .min(Comparator.comparingLong(IntegrationDoubt::rank))
        .map(IntegrationDoubt::reason)
        .orElse("");
  }

  private String doubt(Mapping mapping, String companyId) {
    return health
        .doubtAbout(mapping.fact(), companyId)
        .map(verdict -> verdict.doubt().orElseThrow().reason())
        .orElse("");
  }

  /** The catalogue's price; 0 is none. */
  private static Optional<BigDecimal> listPrice(Product product) {
    return Optional.ofNullable(product.unitPrice()).filter(price -> price.signum() > 0);
  }

  /** People's decisions of a kind about a product of a company, by id. */
  private List<Decision> about(String kind, String companyId, String productCode) {
    Map<String, List<Decision>> byCompany = decisionsByKind.getOrDefault(kind, Map.of());
    List<Decision> own = byCompany.getOrDefault(companyId, List.of());
    List<Decision> all = byCompany.getOrDefault("", List.of());
    if (own.isEmpty() && all.isEmpty()) {
      return own;
    }
    return Stream.concat(own.stream(), all.stream())
        .filter(d -> d.covers(companyId, productCode))
        .toList();
  }

  private Optional<BigDecimal> decided(String kind, PositionLines lines) {
    if (!decisionsByKind.containsKey(kind)) {
      return Optional.empty();
    }
    return about(kind, lines.companyId(), lines.productCode()).stream()
        .flatMap(d -> Numbers.find(d.value()).stream())
        .max(BigDecimal::compareTo);
  }

  private BigDecimal tolerance(PositionLines lines, Optional<Mapping> mapping) {
    return decided("tolerance", lines)
        .orElseGet(() -> mapping.map(m -> m.fact().tolerance()).orElse(ZERO));
  }

  private @Nullable BigDecimal toleranceAmount(PositionLines lines, Optional<Mapping> mapping) {
    return decided("tolerance_amount", lines)
        .or(() -> mapping.map(m -> m.fact().toleranceAmount()))
        .orElse(null);
  }

  private String waiver(String companyId, String productCode) {
    List<Decision> waivers = about("waive", companyId, productCode);
    return waivers.isEmpty()
        ? ""
        : waivers.stream().map(Decision::decisionId).sorted().findFirst().orElse("");
  }

  /** What the newest units are worth for the days of this month that no line bills yet. */
  private BigDecimal scheduledOneOff(
      PositionLines lines,
      Optional<Mapping> mapping,
      List<UsageMapping.Tallied> tallied,
      BigDecimal units) {
    BilledLine newest = lines.scheduled().get(0);
    LocalDate effective = newest.addition().effectiveDate();
    LocalDate last = YearMonth.from(asOf).atEndOfMonth();
    if (effective != null && !effective.isAfter(last)) {
      last = effective.minusDays(1);
    }
    BigDecimal days = counting.unitDays(mapping, tallied, units, asOf, last, asOf);
    return newest
        .growthPrice()
        .or(lines::growthPrice)
        .map(price -> share(price, days, lines))
        .orElse(ZERO);
  }

  /** What growth inside the month is worth for this month, when the agreement bills by the day. */
  private @Nullable BigDecimal prorated(
      PositionLines lines,
      Optional<Mapping> mapping,
      List<UsageMapping.Tallied> tallied,
      BigDecimal delta) {
    BilledLine line = lines.growthLine();
    if (!line.agreement().proration().equals("daily")) {
      return null;
    }
    LocalDate last = YearMonth.from(asOf).atEndOfMonth();
    BigDecimal days = counting.unitDays(mapping, tallied, delta, asOf, last, null);
    return days.signum() == 0
        ? null
        : line.growthPrice().map(price -> share(price, days, lines)).orElse(null);
  }

  /** The month's price of used units for the days that they run, rounded once. */
  private BigDecimal share(MonthlyPrice price, BigDecimal unitDays, PositionLines lines) {
    BigDecimal perBillingUnit =
        lines.mapping().map(m -> m.fact().unitsPerBillingUnit()).orElse(BigDecimal.ONE);
    return price
        .twelfths(unitDays)
        .divide(
            perBillingUnit.multiply(BigDecimal.valueOf(12L * asOf.lengthOfMonth())),
            io.trueup.money.Money.minorUnits(lines.currency()),
            java.math.RoundingMode.HALF_UP);
  }

  /** Units that this month's invoice lacks, where invoices are sent in advance. */
  private BigDecimal invoiceShort(PositionLines lines) {
    List<InvoiceLine> invoiced = billing.invoiced(lines.companyId(), lines.productCode());
    if (invoiced.isEmpty() || !lines.growthLine().agreement().billingTiming().equals("advance")) {
      return ZERO;
    }
    BigDecimal sent = ZERO;
    for (InvoiceLine line : invoiced) {
      boolean ours =
          line.additionId().isEmpty()
              || lines.lines().stream()
                  .anyMatch(l -> l.addition().additionId().equals(line.additionId()));
      sent = ours ? sent.add(line.quantity()) : sent;
    }
    return lines.billed().subtract(sent).max(ZERO);
  }

  /** Usage that counts for a product of which the company has no line. */
  UnbilledUsage unbilled(
      String companyId, String productCode, Mapping mapping, List<UsageMapping.Tallied> tallied) {
    Counting.Count count = counting.count(Optional.of(mapping), tallied);
    BigDecimal minimum = mapping.fact().minimumQuantity();
    BigDecimal due = minimum == null ? count.used() : count.used().max(minimum);
    Optional<BilledLine> ended = billing.endedLine(companyId, productCode);
    Product product = billing.productFor(companyId, productCode).orElse(null);
    Optional<MonthlyPrice> price =
        ended
            .flatMap(BilledLine::growthPrice)
            .or(
                () ->
                    Optional.ofNullable(product)
                        .flatMap(Subjects::listPrice)
                        .map(list -> new MonthlyPrice(list, 1)));
    boolean byLine = ended.flatMap(BilledLine::growthPrice).isPresent();
    String code =
        byLine
            ? ended.orElseThrow().agreement().currency()
            : product != null && listPrice(product).isPresent() ? product.currency() : "";
    return new UnbilledUsage(
        companyId + "|" + productCode,
        companyId,
        productCode,
        mapping.fact().mappingId(),
        count.used(),
        due,
        code,
        code.isEmpty() ? null : price.map(p -> p.perMonth(Currency.getInstance(code))).orElse(null),
        ended.map(line -> line.addition().additionId()).orElse(""),
        worth(price, due, code),
        count.inactive(),
        !code.isEmpty() && !byLine,
        waiver(companyId, productCode),
        doubt(mapping, companyId));
  }

  private static BigDecimal worth(Optional<MonthlyPrice> price, BigDecimal units, String code) {
    return price.isEmpty() || code.isEmpty()
        ? ZERO
        : MonthlyPrice.month(price.get().twelfths(units), Currency.getInstance(code));
  }

  /** How far a bundle's components cover the seats that its driver counts. */
  List<ComponentCoverage> coverage(Measured bundle) {
    if (!mappings.anyComponents()) {
      return List.of();
    }
    List<ComponentCoverage> found = new ArrayList<>();
    PositionLines lines = bundle.lines();
    String seen = "";
    for (Mapping mapping :
        mappings.components(lines.companyId(), lines.productCode()).stream()
            .sorted(
                Comparator.comparing((Mapping m) -> m.fact().productCode())
                    .thenComparing(Mapping.MOST_SPECIFIC_FIRST))
            .toList()) {
      String component = mapping.fact().productCode();
      if (component.equals(seen)) {
        continue;
      }
      seen = component;
      List<UsageMapping.Tallied> tallied =
          ledger.of(lines, "component").stream()
              .filter(t -> t.counted().productCode().equals(component))
              .toList();
      BigDecimal covered = counting.count(Optional.of(mapping), tallied).used();
      String doubt = gravest(bundle.lines().mapping(), mapping, lines.companyId());
      found.add(
          new ComponentCoverage(
              lines.key() + "|" + component,
              lines.companyId(),
              lines.productCode(),
              component,
              bundle.fact().used(),
              covered,
              bundle.fact().used().subtract(covered),
              doubt));
    }
    return found;
  }

  /** What a mapping would count among usage that it selects but for an attribute. */
  BigDecimal nearlyCounted(Mapping mapping, List<UsageGroup> groups) {
    return counting.units(mapping, groups);
  }

  /** What a second source says of a position, when a mapping names one. */
  Optional<SecondOpinion> secondOpinion(Measured position) {
    if (!mappings.anyChecks()) {
      return Optional.empty();
    }
    PositionLines lines = position.lines();
    return mappings
        .first("check", lines.companyId(), lines.productCode())
        .map(
            mapping -> {
              ServiceMapping fact = mapping.fact();
              BigDecimal other =
                  counting.count(Optional.of(mapping), ledger.of(lines, "check")).used();
              BigDecimal gap = other.subtract(position.fact().used());
              String doubt = gravest(lines.mapping(), mapping, lines.companyId());
              return new SecondOpinion(
                  lines.key() + "|" + fact.mappingId(),
                  lines.companyId(),
                  lines.productCode(),
                  lines.currency().getCurrencyCode(),
                  position.fact().used(),
                  other,
                  gap,
                  position.fact().unitPrice(),
                  lines.month(gap),
                  doubt);
            });
  }
}
