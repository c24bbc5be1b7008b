package io.trueup.benchmarks;

import io.trueup.benchmarks.NaiveFacts.Counted;
import io.trueup.benchmarks.NaiveFacts.Doubtful;
import io.trueup.benchmarks.NaiveFacts.Line;
import io.trueup.benchmarks.NaiveFacts.Pending;
import io.trueup.benchmarks.NaiveFacts.PositionKey;
import io.trueup.benchmarks.NaiveFacts.UnbilledKey;
import io.trueup.facts.Addition;
import io.trueup.facts.Decision;
import io.trueup.facts.Discrepancy;
import io.trueup.facts.Position;
import io.trueup.facts.Product;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UnbilledUsage;
import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sums and rows that the rules of {@code naive.drl} call for. Public for generated code. */
public final class NaiveRows {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  private NaiveRows() {}

  private static BigDecimal money(@Nullable BigDecimal price, BigDecimal units) {
    return (price == null ? ZERO : price.multiply(units)).setScale(2, RoundingMode.HALF_UP);
  }

  /** Billing units in some records. */
  private static BigDecimal units(@Nullable ServiceMapping mapping, List<UsageRecord> records) {
    String count = mapping == null ? "records" : mapping.count();
    BigDecimal units = BigDecimal.valueOf(records.size());
    if (count.equals("quantity")) {
      units = records.stream().map(UsageRecord::quantity).reduce(ZERO, BigDecimal::add);
    } else if (count.startsWith("distinct")) {
      Set<String> ids = new HashSet<>();
      long without = 0;
      for (UsageRecord record : records) {
        String id = count.equals("distinct_users") ? record.userId() : record.deviceId();
        if (id.isEmpty()) {
          without++;
        } else {
          ids.add(id.toLowerCase(Locale.ROOT));
        }
      }
      units = BigDecimal.valueOf(ids.size() + without);
    }
    BigDecimal per = mapping == null ? BigDecimal.ONE : mapping.unitsPerBillingUnit();
    return units.divide(per, 0, RoundingMode.CEILING);
  }

  private static List<UsageRecord> records(List<Counted> counted) {
    return counted.stream().map(Counted::usage).toList();
  }

  private static @Nullable BigDecimal unitCost(List<UsageRecord> records) {
    BigDecimal cost = ZERO;
    BigDecimal units = ZERO;
    for (UsageRecord record : records) {
      if (record.unitCost() == null) {
        return null;
      }
      cost = cost.add(record.unitCost().multiply(record.quantity()));
      units = units.add(record.quantity());
    }
    return units.signum() == 0 ? null : cost.divide(units, MathContext.DECIMAL64);
  }

  private static @Nullable BigDecimal list(List<Product> catalogue) {
    BigDecimal price = catalogue.isEmpty() ? null : catalogue.get(0).unitPrice();
    return price == null || price.signum() == 0 ? null : price;
  }

  private static List<Decision> inForce(List<Decision> decisions, String kind) {
    return decisions.stream()
        .filter(d -> d.kind().equals(kind) && d.inForce(GeneratedMonth.AS_OF))
        .toList();
  }

  private static String waiver(List<Decision> decisions) {
    List<Decision> waivers = inForce(decisions, "waive");
    return waivers.isEmpty() ? "" : waivers.get(0).decisionId();
  }

  /** Both sides of a position. */
  public static Position position(
      PositionKey key,
      List<Line> lines,
      List<Counted> all,
      List<Pending> pending,
      List<Decision> decisions,
      List<ServiceMapping> mappings,
      List<Doubtful> doubts,
      List<Product> catalogue) {
    ServiceMapping mapping = mappings.isEmpty() ? null : mappings.get(0);
    boolean people = mapping != null && mapping.count().equals("distinct_users");
    boolean licences = mapping != null && mapping.kinds().contains("licence");
    List<Counted> counted =
        people ? all.stream().filter(c -> !NaiveFacts.shared(c.usage())).toList() : all;
    List<Counted> inUse =
        counted.stream()
            .filter(c -> !c.idle() && !(licences && NaiveFacts.shared(c.usage())))
            .toList();
    List<Addition> now =
        lines.stream().filter(l -> l.state().equals("now")).map(Line::addition).toList();
    BigDecimal billed = now.stream().map(Addition::billed).reduce(ZERO, BigDecimal::add);
    BigDecimal included = now.stream().map(Addition::included).reduce(ZERO, BigDecimal::add);
    BigDecimal price =
        now.stream()
            .filter(Addition::billable)
            .map(Addition::unitPrice)
            .filter(p -> p != null && p.signum() > 0)
            .findFirst()
            .orElse(null);
    BigDecimal used = units(mapping, records(counted));
    BigDecimal inactive = used.subtract(units(mapping, records(inUse)));
    BigDecimal minimum = mapping == null ? null : mapping.minimumQuantity();
    boolean byUsage = mapping != null && mapping.countsUsage();
    BigDecimal owed = minimum == null ? used : used.max(minimum);
    BigDecimal due = byUsage ? owed.subtract(included).max(ZERO) : ZERO;
    BigDecimal delta = byUsage ? due.subtract(billed) : ZERO;
    return new Position(
        key.companyId() + "|" + key.productCode(),
        key.companyId(),
        key.productCode(),
        key.currency(),
        (int) now.stream().filter(Addition::billable).count(),
        mapping == null ? "" : mapping.mappingId(),
        mapping == null ? "" : mapping.count(),
        billed,
        used,
        included,
        minimum,
        due,
        delta,
        price != null,
        price,
        list(catalogue),
        unitCost(records(counted)),
        money(price, delta),
        inactive,
        counted.stream().anyMatch(Counted::idle) ? "inactive" : "shared_mailbox",
        money(price, inactive),
        ZERO,
        inForce(decisions, "tolerance").stream()
            .map(d -> new BigDecimal(d.value()))
            .max(BigDecimal::compareTo)
            .orElse(mapping == null ? ZERO : mapping.tolerance()),
        mapping == null ? null : mapping.toleranceAmount(),
        waiver(decisions),
        doubts.isEmpty() ? "" : doubts.get(0).reason(),
        lines.stream()
            .filter(l -> l.state().equals("later"))
            .map(l -> l.addition().billed())
            .reduce(ZERO, BigDecimal::add),
        ZERO,
        null,
        ZERO,
        ZERO,
        units(mapping, pending.stream().map(Pending::usage).toList()));
  }

  /** Usage that no line bills. */
  public static UnbilledUsage unbilled(
      UnbilledKey key,
      String currency,
      ServiceMapping mapping,
      List<Line> ended,
      List<Counted> counted,
      List<Decision> decisions,
      List<Doubtful> doubts,
      List<Product> catalogue) {
    BigDecimal used = units(mapping, records(counted));
    BigDecimal inUse = units(mapping, records(counted.stream().filter(c -> !c.idle()).toList()));
    BigDecimal due = mapping.minimumQuantity() == null ? used : used.max(mapping.minimumQuantity());
    BigDecimal before = ended.isEmpty() ? null : ended.get(0).addition().unitPrice();
    boolean known = before != null && before.signum() > 0 && ended.get(0).addition().billable();
    BigDecimal price = known ? before : list(catalogue);
    return new UnbilledUsage(
        key.companyId() + "|" + key.productCode(),
        key.companyId(),
        key.productCode(),
        mapping.mappingId(),
        used,
        due,
        price == null ? "" : currency,
        price,
        ended.isEmpty() ? "" : ended.get(0).addition().additionId(),
        money(price, due),
        used.subtract(inUse),
        !known,
        waiver(decisions),
        doubts.isEmpty() ? "" : doubts.get(0).reason());
  }

  /** A setup issue without money. */
  public static Finding setup(String company, String product, String reason, BigDecimal used) {
    return new Finding(
        company,
        product,
        "SETUP_ISSUE",
        reason,
        null,
        used,
        null,
        null,
        "",
        null,
        true,
        null,
        null,
        null);
  }

  /** An account that may be a company's, and what its usage would be worth there. */
  public static Finding suggested(
      String company,
      BigDecimal quantity,
      List<Pending> pending,
      List<Position> positions,
      List<ServiceMapping> mappings) {
    Map<String, ServiceMapping> byProduct = new HashMap<>();
    mappings.forEach(m -> byProduct.put(m.productCode(), m));
    BigDecimal worth = ZERO;
    String currency = "";
    for (Position position : positions) {
      List<UsageRecord> records =
          pending.stream()
              .filter(p -> p.productCode().equals(position.productCode()))
              .map(Pending::usage)
              .toList();
      if (!records.isEmpty()) {
        currency = position.currency();
        BigDecimal price = position.unitPrice() == null ? ZERO : position.unitPrice();
        worth = worth.add(price.multiply(units(byProduct.get(position.productCode()), records)));
      }
    }
    boolean known = !currency.isEmpty();
    return new Finding(
        company,
        "",
        "SETUP_ISSUE",
        "unconfirmed_match",
        null,
        quantity,
        ZERO,
        null,
        currency,
        known ? money(ZERO, ZERO) : null,
        true,
        known ? worth.setScale(2, RoundingMode.HALF_UP) : null,
        null,
        null);
  }

  /** The row of a discrepancy. */
  static Finding row(Discrepancy d) {
    return d.subject() instanceof Position p ? row(d, p) : row(d, (UnbilledUsage) d.subject());
  }

  private static Finding row(Discrepancy d, Position p) {
    boolean missing = d.classification().equals("MISSING_PRICE");
    boolean plain = d.classification().equals("FOLLOW_UP") && !d.held();
    boolean waits = d.reason().equals("unconfirmed_match");
    boolean shown = !d.held() && !plain;
    BigDecimal list = p.cataloguePrice();
    BigDecimal held =
        waits ? ZERO : missing ? (list == null ? null : money(list, p.due())) : p.impact();
    return new Finding(
        p.companyId(),
        p.productCode(),
        d.classification(),
        d.reason(),
        p.billed(),
        p.used(),
        plain ? ZERO : waits ? p.pending().subtract(p.billed()) : p.delta(),
        missing ? list : p.unitPrice(),
        p.currency(),
        shown ? p.impact() : ZERO,
        d.held(),
        d.held() ? held : ZERO,
        p.inactive(),
        shown ? p.reclaimable() : ZERO);
  }

  private static Finding row(Discrepancy d, UnbilledUsage u) {
    boolean known = !u.currency().isEmpty();
    return new Finding(
        u.companyId(),
        u.productCode(),
        d.classification(),
        d.reason(),
        ZERO,
        u.used(),
        u.due(),
        u.unitPrice(),
        u.currency(),
        known ? (d.held() ? ZERO : u.impact()) : null,
        d.held(),
        known ? (d.held() ? u.impact() : ZERO) : null,
        u.inactive(),
        null);
  }
}
