package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.account;
import static io.trueup.ruletests.OracleInput.number;
import static io.trueup.ruletests.OracleInput.text;
import static io.trueup.ruletests.OracleInput.textOr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The class of a billing position: the first that applies, in the order of the page. */
final class OraclePositionRows {

  private final OracleInput input;
  private final OracleHealth health;
  private final Map<String, OracleLinks.Link> links;
  private final OracleUsage usage;
  private final OraclePrices prices;
  private final OracleCompanions companions;

  OraclePositionRows(
      OracleInput input,
      OracleHealth health,
      Map<String, OracleLinks.Link> links,
      OracleUsage usage,
      OraclePrices prices) {
    this.input = input;
    this.health = health;
    this.links = links;
    this.usage = usage;
    this.prices = prices;
    this.companions = new OracleCompanions(input, health, usage);
  }

  List<OracleRow> rows(OraclePosition position) {
    Optional<OracleMapping> mapping = usage.mapping(position).filter(m -> !m.countsNothing());
    Optional<Figures> figures = mapping.map(m -> figures(position, m));
    List<OracleRow> rows = new ArrayList<>();
    rows.add(row(position, figures));
    rows.addAll(
        companions.rows(position, mapping, figures.map(Figures::used).orElse(Rational.ZERO)));
    return rows;
  }

  private OracleRow row(OraclePosition position, Optional<Figures> figures) {
    // Nothing in it is billed to the customer: matched before everything else.
    if (!position.billable()) {
      return about(OracleRow.of("MATCHED", "not_billed_by_agreement"), position);
    }
    // 1. No mapping; or one that says that the product is not billed by usage.
    if (usage.mapping(position).isEmpty()) {
      return about(OracleRow.of("SETUP_ISSUE", "unmapped_product"), position).without("held");
    }
    return figures
        .map(this::classified)
        .orElseGet(() -> about(OracleRow.of("MATCHED", "not_usage_based"), position));
  }

  private static OracleRow about(OracleRow row, OraclePosition position) {
    return row.with("company_id", position.company())
        .with("product_code", position.product())
        .with("currency", position.currency())
        .with("billed_quantity", position.billed())
        .with("monthly_impact", "0");
  }

  /** The numbers that classify a position. */
  private record Figures(
      OraclePosition position,
      OracleMapping mapping,
      OracleCount count,
      Rational used,
      Rational minimum,
      Rational due,
      Rational inactive,
      boolean unassigned) {

    Rational delta() {
      return due.minus(position.billed());
    }
  }

  private Figures figures(OraclePosition position, OracleMapping mapping) {
    List<Map<String, String>> records = usage.counted(position);
    OracleCount count = new OracleCount(input, mapping, records, r -> usage.committed(position, r));
    Rational used = count.used();
    // High water: the larger of now and the previous run, when that lies in D's calendar month.
    boolean sameMonth =
        input
            .previousDay
            .filter(day -> day.withDayOfMonth(1).equals(input.asOf.withDayOfMonth(1)))
            .isPresent();
    if (textOr(mapping.row(), "basis", "as_of").equals("high_water") && sameMonth) {
      List<Map<String, String>> before = usage.countedBefore(position, mapping);
      used = used.max(new OracleCount(input, mapping, before, r -> false).used());
    }
    Rational minimum = number(mapping.row(), "minimum_quantity", 0);
    // due = max(used, minimum), less what the base fee of the lines in force covers.
    Rational due = Rational.ZERO.max(used.max(minimum).minus(position.included()));
    boolean unassigned = records.stream().anyMatch(r -> usage.committed(position, r));
    return new Figures(position, mapping, count, used, minimum, due, count.inactive(), unassigned);
  }

  private OracleRow classified(Figures f) {
    OraclePosition position = f.position();
    Rational billed = position.billed();
    Rational delta = f.delta();
    Rational impact = position.impact(delta);
    // 2. Any integration that the mapping reads is not healthy: all of it is provisional and held.
    Optional<String> sick = health.gravestRead(f.mapping());
    if (sick.isPresent()) {
      OracleRow row = figuresOf(OracleRow.held("SETUP_ISSUE", sick.get()), f);
      return position.growthLine().isPresent() || delta.signum() == 0
          ? row.money("held_amount", impact)
          : row;
    }
    // 3. No billable line has a known price above 0, and something is due or billed.
    if (position.growthLine().isEmpty() && (f.due().signum() > 0 || billed.signum() > 0)) {
      OracleRow row = figuresOf(OracleRow.held("MISSING_PRICE", "no_price"), f);
      return prices
          .catalogue(position.product(), position.currency())
          .map(
              price ->
                  row.with("estimated", "true")
                      .money("held_amount", f.due().times(price.monthly())))
          .orElseGet(() -> row.without("estimated").with("held_amount", ""));
    }
    // 4. Nothing is used, something is billed, and no minimum explains it.
    if (f.used().signum() == 0 && billed.signum() > 0 && f.minimum().signum() == 0) {
      // Its usage may sit in an account that is only suggested to be this company's.
      Optional<Rational> waiting =
          links.keySet().stream()
              .flatMap(account -> waitingUnits(position, account).stream())
              .reduce(Rational::plus);
      if (waiting.isPresent()) {
        return figuresOf(OracleRow.held("SETUP_ISSUE", "unconfirmed_match"), f)
            .with("delta", waiting.get().minus(billed))
            .with("held_amount", "0");
      }
      return figuresOf(OracleRow.held("FOLLOW_UP", "line_without_usage"), f)
          .with("delta", billed.negate())
          .money("held_amount", impact);
    }
    // 5. Within tolerance: shown, and outside the totals.
    if (delta.signum() != 0 && withinTolerance(f, impact)) {
      return accepted(f, "within_tolerance", impact);
    }
    if (delta.signum() != 0) {
      return different(f, impact);
    }
    return agreeing(f);
  }

  private static OracleRow accepted(Figures f, String reason, Rational impact) {
    OracleRow row =
        f.inactive().signum() > 0
            ? inactiveSeats(f)
            : figuresOf(OracleRow.of("MATCHED", reason), f);
    return row.money("monthly_impact", impact);
  }

  /** 6. Billed too little or too much, unless a person or a line to come has settled it. */
  private OracleRow different(Figures f, Rational impact) {
    OraclePosition position = f.position();
    Rational delta = f.delta();
    if (!input.decisions("waive", position.company(), position.product()).isEmpty()) {
      return accepted(f, "waived", impact);
    }
    if (delta.signum() < 0) {
      return withInactive(figuresOf(OracleRow.of("OVERBILLING", "quantity"), f), f)
          .money("monthly_impact", impact);
    }
    Rational daysOfMonth = Rational.of(input.asOf.lengthOfMonth());
    if (prices.scheduled(position).compareTo(delta) >= 0) {
      Rational unitDays = f.count().unitDaysUntil(prices.scheduledFrom(position), delta);
      return figuresOf(OracleRow.of("FOLLOW_UP", "scheduled_change"), f)
          .with("delta", "0")
          .with("monthly_impact", "0")
          .money(
              "one_off_amount",
              unitDays.times(prices.scheduledPrice(position)).dividedBy(daysOfMonth));
    }
    boolean belowMinimum =
        f.used().compareTo(position.billed()) <= 0 && position.billed().compareTo(f.minimum()) < 0;
    String reason =
        belowMinimum ? "below_minimum" : f.unassigned() ? "committed_quantity" : "quantity";
    OracleRow row =
        withInactive(figuresOf(OracleRow.of("UNDERBILLING", reason), f), f)
            .money("monthly_impact", impact);
    boolean prorated =
        position
            .growthLine()
            .filter(l -> text(l.agreement(), "proration").equals("daily"))
            .isPresent();
    if (prorated && !belowMinimum) {
      Rational unitDays = f.count().unitDaysWithin(delta);
      row =
          row.money(
              "one_off_amount", unitDays.times(position.growthPrice()).dividedBy(daysOfMonth));
    }
    return row;
  }

  /** 7. The quantities agree. */
  private OracleRow agreeing(Figures f) {
    OraclePosition position = f.position();
    Rational price = position.growthPrice();
    // Billed in advance, and the invoice that went out this month is short.
    Optional<Rational> invoiced = prices.invoiced(position);
    boolean advance =
        position
            .growthLine()
            .filter(l -> text(l.agreement(), "billing_timing").equals("advance"))
            .isPresent();
    if (advance && invoiced.filter(i -> i.compareTo(position.billed()) < 0).isPresent()) {
      Rational missing = position.billed().minus(invoiced.get());
      return figuresOf(OracleRow.of("FOLLOW_UP", "invoice_short"), f)
          .money("one_off_amount", missing.times(price));
    }
    // The vendor and the catalogue have both gone above the agreed price.
    boolean costAbove =
        usage.counted(position).stream()
            .flatMap(r -> OracleInput.decimal(r, "unit_cost").stream())
            .anyMatch(cost -> Rational.of(cost).compareTo(price) > 0);
    boolean catalogueAbove =
        prices
            .catalogue(position.product(), position.currency())
            .filter(c -> c.monthly().compareTo(price) > 0)
            .isPresent();
    if (f.inactive().signum() > 0) {
      return inactiveSeats(f);
    }
    return position.growthLine().isPresent() && costAbove && catalogueAbove
        ? figuresOf(OracleRow.of("FOLLOW_UP", "price_drift"), f)
        : figuresOf(OracleRow.of("MATCHED", "equal"), f);
  }

  private static OracleRow inactiveSeats(Figures f) {
    String reason = f.unassigned() ? "unassigned" : "inactive";
    return withInactive(figuresOf(OracleRow.of("INACTIVE_SEATS", reason), f), f);
  }

  private static OracleRow withInactive(OracleRow row, Figures f) {
    return row.with("inactive_quantity", f.inactive())
        .money("reclaimable_amount", f.position().reclaimable(f.inactive()));
  }

  private static OracleRow figuresOf(OracleRow row, Figures f) {
    OracleRow figures =
        about(row, f.position())
            .with("used_quantity", f.used())
            .with("delta", f.delta())
            .with("reclaimable_amount", "0");
    // Growth has one price; a cut may meet several.
    Rational price = f.position().growthPrice();
    return f.delta().signum() > 0 && price.signum() > 0 ? figures.unitPrice(price) : figures;
  }

  /** At most so many units, or so much money: of the mapping or of a standing decision. */
  private boolean withinTolerance(Figures f, Rational impact) {
    String company = f.position().company();
    String product = f.position().product();
    Rational shown =
        number(
            about(OracleRow.of("", ""), f.position()).money("monthly_impact", impact).cells(),
            "monthly_impact",
            0);
    return tolerated("tolerance", f, company, product)
            .filter(units -> f.delta().abs().compareTo(units) <= 0)
            .isPresent()
        || tolerated("tolerance_amount", f, company, product)
            .filter(money -> shown.abs().compareTo(money) <= 0)
            .isPresent();
  }

  private Optional<Rational> tolerated(String kind, Figures f, String company, String product) {
    return Stream.concat(
            OracleInput.decimal(f.mapping().row(), kind).stream(),
            input.decisions(kind, company, product).stream()
                .flatMap(d -> OracleInput.decimal(d, "value").stream()))
        .map(Rational::of)
        .max(Rational::compareTo);
  }

  /**
   * Units of an account, suggested and not confirmed for the position's company, that the
   * position's mapping would count; empty when there are none or the position does not wait for
   * usage.
   */
  Optional<Rational> waitingUnits(OraclePosition position, String account) {
    OracleLinks.Link link = links.getOrDefault(account, new OracleLinks.Link("", Set.of()));
    Optional<OracleMapping> mapping = usage.mapping(position);
    if (!link.decision().equals("suggested")
        || link.companies().stream().noneMatch(c -> usage.positionsOf(c).contains(position))
        || mapping.isEmpty()
        || mapping.get().countsNothing()
        || !position.billable()
        || position.growthLine().isEmpty()
        || position.billed().signum() <= 0
        || !usage.counted(position).isEmpty()
        || health.gravestRead(mapping.get()).isPresent()) {
      return Optional.empty();
    }
    return unitsOf(mapping.get(), account);
  }

  /** Whether the position would count usage of the account but has other usage, or cannot wait. */
  boolean countsBesideOthers(OraclePosition position, String account) {
    OracleLinks.Link link = links.getOrDefault(account, new OracleLinks.Link("", Set.of()));
    return link.companies().stream().anyMatch(c -> usage.positionsOf(c).contains(position))
        && waitingUnits(position, account).isEmpty()
        && usage
            .mapping(position)
            .filter(m -> !m.countsNothing())
            .flatMap(m -> unitsOf(m, account))
            .isPresent();
  }

  private Optional<Rational> unitsOf(OracleMapping mapping, String account) {
    List<Map<String, String>> records =
        input.usage.stream()
            .filter(r -> account(r).equals(account) && usage.staysWithAccount(r))
            .filter(r -> mapping.selects(r, usage.integration(r)))
            .toList();
    return Optional.of(new OracleCount(input, mapping, records, r -> false).used())
        .filter(units -> units.signum() > 0);
  }
}
