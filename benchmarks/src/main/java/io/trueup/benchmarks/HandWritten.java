package io.trueup.benchmarks;

import io.trueup.benchmarks.HandTally.Product;
import io.trueup.benchmarks.HandTally.Slot;
import io.trueup.facts.Account;
import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rival that knows its rules by heart: hash maps and one pass over the records, on one core. It
 * does what the default rules say for the months that {@link GeneratedMonth} makes and nothing
 * else: no invoices, splits, bundles, second sources, attributes, families of products or prices
 * that differ within a position, no evidence, no rule ids, no explanations.
 */
final class HandWritten {
  /** An account: its client's position, or what it is instead. */
  private static final class Owner {
    final String integration;
    final int company;
    final int suggested;
    BigDecimal quantity = BigDecimal.ZERO;
    final Map<Integer, Slot> pending = new HashMap<>();

    Owner(String integration, int company, int suggested) {
      this.integration = integration;
      this.company = company;
      this.suggested = suggested;
    }
  }

  /** A SKU of one system. */
  private record Sku(int product, boolean free, boolean leftOut, String code) {}

  private record Open(int company, String integration, String sku) {}

  private final Month month;
  private final Policy policy;
  private final LocalDate asOf = GeneratedMonth.AS_OF;
  private final List<Product> products = new ArrayList<>();
  private final Map<String, Integer> productByCode = new HashMap<>();
  private final Map<String, Integer> companyById = new HashMap<>();
  private final Map<String, Owner> owners = new HashMap<>();
  private final Map<String, Map<String, Sku>> skus = new HashMap<>();
  private final Map<String, Integration> integrations = new HashMap<>();
  private final Map<Open, BigDecimal> open = new HashMap<>();
  private final @Nullable Slot[] slots;
  private final long[] ofInactive;
  private final boolean[] inactive;

  private HandWritten(Month month, Policy policy) {
    this.month = month;
    this.policy = policy;
    int companies = month.companies().size();
    this.inactive = new boolean[companies];
    this.ofInactive = new long[companies];
    Map<String, Integer> byName = new HashMap<>();
    for (Company company : month.companies()) {
      inactive[companyById.size()] = !company.active();
      byName.put(company.name(), companyById.size());
      companyById.put(company.companyId(), companyById.size());
    }
    Instant end = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    month.integrations().forEach(i -> integrations.put(i.integrationId(), i));
    for (ServiceMapping mapping : month.serviceMappings()) {
      product(mapping.productCode()).mappedBy(mapping, end, doubtful(mapping));
    }
    month.additions().forEach(addition -> product(addition.productCode()));
    this.slots = new @Nullable Slot[companies * products.size()];
    for (Account account : month.accounts()) {
      Integer own = companyById.get(account.externalRef());
      Integer suggested = own == null ? byName.get(account.name()) : null;
      owners.put(
          account.key(),
          new Owner(
              account.integrationId(), own == null ? -1 : own, suggested == null ? -1 : suggested));
    }
  }

  static List<Finding> run(Month month, List<UsageRecord> usage, Policy policy) {
    HandWritten program = new HandWritten(month, policy);
    program.lines();
    program.usage(usage);
    return program.findings();
  }

  private Product product(String code) {
    Integer known = productByCode.get(code);
    if (known != null) {
      return products.get(known);
    }
    productByCode.put(code, products.size());
    products.add(new Product(code));
    return products.get(products.size() - 1);
  }

  private boolean doubtful(ServiceMapping mapping) {
    return integrations.values().stream()
        .filter(
            i ->
                mapping.integrationId().isEmpty()
                    ? mapping.category().isEmpty() || mapping.category().equals(i.category())
                    : mapping.integrationId().equals(i.integrationId()))
        .anyMatch(i -> i.lastStatus().equals("failed"));
  }

  private Slot slot(int company, int product) {
    int at = company * products.size() + product;
    Slot slot = slots[at];
    if (slot == null) {
      Product of = products.get(product);
      String key = "C" + company + "|" + of.code;
      Exceptions exceptions = policy.exceptions();
      slot = new Slot(company, of, exceptions.withoutMobiles().contains(key));
      slot.extraTolerance = exceptions.tolerance().getOrDefault(key, 0);
      slots[at] = slot;
    }
    return slot;
  }

  private void lines() {
    Map<String, Integer> companyByAgreement = new HashMap<>();
    for (Agreement agreement : month.agreements()) {
      companyByAgreement.put(
          agreement.agreementId(), Objects.requireNonNull(companyById.get(agreement.companyId())));
    }
    LocalDate soon = asOf.plusDays(policy.scheduledDays());
    for (Addition line : month.additions()) {
      int company = Objects.requireNonNull(companyByAgreement.get(line.agreementId()));
      if (inactive[company]) {
        continue;
      }
      Slot slot = slot(company, Objects.requireNonNull(productByCode.get(line.productCode())));
      BigDecimal price = line.unitPrice();
      boolean priced = line.billable() && price != null && price.signum() > 0;
      if (line.inForce(asOf)) {
        slot.lines++;
        slot.billable += line.billable() ? 1 : 0;
        slot.billed = slot.billed.add(line.billed());
        slot.included = slot.included.add(line.included());
        slot.price = priced ? price : slot.price;
      } else if (line.cancelledDate() != null) {
        slot.endedPrice = priced ? price : BigDecimal.ZERO;
      } else if (line.billable() && line.inForce(soon)) {
        slot.scheduled = slot.scheduled.add(line.billed());
      }
    }
  }

  private void usage(List<UsageRecord> usage) {
    String lastIntegration = "";
    String lastAccount = "";
    Owner owner = null;
    Map<String, Sku> known = Map.of();
    for (UsageRecord record : usage) {
      if (owner == null
          || !record.accountId().equals(lastAccount)
          || !record.integrationId().equals(lastIntegration)) {
        lastAccount = record.accountId();
        lastIntegration = record.integrationId();
        owner = Objects.requireNonNull(owners.get(lastIntegration + "/" + lastAccount));
        known = skus.computeIfAbsent(lastIntegration, k -> skus(k));
      }
      Sku sku = known.get(record.productCode());
      if (sku == null) {
        sku = stranger(record, lastIntegration);
        known.put(record.productCode(), sku);
      }
      if (owner.company >= 0 && inactive[owner.company]) {
        ofInactive[owner.company] += nobody(record, sku) ? 0 : 1;
      } else if (owner.company < 0) {
        nobodys(owner, record, sku);
      } else if (!sku.free() && !(policy.labs() && record.name().startsWith(Policy.LAB))) {
        counted(owner, record, sku);
      }
    }
  }

  private void counted(Owner owner, UsageRecord record, Sku sku) {
    if (sku.product() < 0) {
      if (!sku.leftOut()) {
        open.merge(
            new Open(owner.company, owner.integration, sku.code()),
            record.quantity(),
            BigDecimal::add);
      }
      return;
    }
    Slot slot = slot(owner.company, sku.product());
    Product product = slot.product;
    boolean shared = shared(record);
    if (!product.accepts(record.state())
        || (shared && product.method == HandTally.Method.USERS && slot.lines > 0)
        || (slot.withoutMobiles
            && slot.lines > 0
            && record.deviceClass().equals("mobile")
            && record.kind().equals("device"))) {
      return;
    }
    slot.add(record, product.idle(record), shared);
  }

  private static boolean shared(UsageRecord record) {
    return !record.attributes().isEmpty()
        && "shared".equals(record.attributes().get("mailbox_type"));
  }

  /** Whether a record is a shared mailbox where people are counted. */
  private boolean nobody(UsageRecord record, Sku sku) {
    return sku.product() >= 0
        && products.get(sku.product()).method == HandTally.Method.USERS
        && shared(record);
  }

  private void nobodys(Owner owner, UsageRecord record, Sku sku) {
    owner.quantity = owner.quantity.add(record.quantity());
    if (owner.suggested >= 0 && sku.product() >= 0) {
      Product product = products.get(sku.product());
      if (product.accepts(record.state())) {
        owner
            .pending
            .computeIfAbsent(sku.product(), p -> new Slot(owner.suggested, product, false))
            .add(record, false, false);
      }
    }
  }

  /** SKUs of a system that mappings select. */
  private Map<String, Sku> skus(String integrationId) {
    Integration integration = Objects.requireNonNull(integrations.get(integrationId));
    Map<String, Sku> found = new HashMap<>();
    for (ServiceMapping mapping : month.serviceMappings()) {
      boolean reads =
          mapping.integrationId().isEmpty()
              ? mapping.category().equals(integration.category())
              : mapping.integrationId().equals(integrationId);
      if (reads && !mapping.count().equals("none")) {
        int product = Objects.requireNonNull(productByCode.get(mapping.productCode()));
        products.get(product).licence = mapping.kinds().contains("licence");
        mapping.usageProductCodes().forEach(s -> found.put(s, new Sku(product, false, false, s)));
      }
    }
    return found;
  }

  private Sku stranger(UsageRecord record, String integrationId) {
    String key = record.productCode().toLowerCase(Locale.ROOT);
    boolean licence = record.kind().equals("licence") || record.kind().equals("subscription");
    String vendor = Objects.requireNonNull(integrations.get(integrationId)).vendor();
    return new Sku(
        -1,
        licence && policy.free().contains(key),
        policy.exceptions().leftOut().contains(vendor + "|" + key),
        record.productCode());
  }

  private List<Finding> findings() {
    HandVerdicts verdicts = new HandVerdicts(month);
    owners.values().stream()
        .filter(owner -> owner.suggested >= 0)
        .forEach(
            owner ->
                owner.pending.forEach(
                    (product, pending) -> {
                      Slot slot = slot(owner.suggested, product);
                      slot.pending = slot.pending.add(pending.used());
                    }));
    for (Slot slot : slots) {
      if (slot != null && (slot.lines > 0 || slot.used)) {
        verdicts.add(slot);
      }
    }
    owners.values().stream()
        .filter(owner -> owner.company < 0 && owner.quantity.signum() > 0)
        .forEach(
            owner -> {
              BigDecimal worth = BigDecimal.ZERO;
              boolean priced = false;
              for (Map.Entry<Integer, Slot> one : owner.pending.entrySet()) {
                Slot slot = slot(owner.suggested, one.getKey());
                if (slot.lines > 0) {
                  priced = true;
                  BigDecimal price = slot.price == null ? BigDecimal.ZERO : slot.price;
                  worth = worth.add(price.multiply(one.getValue().used()));
                }
              }
              verdicts.account(owner.suggested, owner.quantity, priced, worth);
            });
    open.forEach((key, quantity) -> verdicts.open(key.company(), key.sku(), quantity));
    for (int company = 0; company < inactive.length; company++) {
      if (ofInactive[company] > 0) {
        verdicts.inactive(company, ofInactive[company]);
      }
    }
    return verdicts.findings();
  }
}
