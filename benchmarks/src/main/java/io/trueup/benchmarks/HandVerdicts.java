package io.trueup.benchmarks;

import io.trueup.benchmarks.HandTally.Product;
import io.trueup.benchmarks.HandTally.Slot;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default rules on discrepancies, written out by hand. */
final class HandVerdicts {
  private static final BigDecimal ZERO = BigDecimal.ZERO;
  private static final BigDecimal NOTHING = new BigDecimal("0.00");

  private final List<String> companies = new ArrayList<>();
  private final List<String> currencies = new ArrayList<>();
  private final Map<String, BigDecimal> catalogue = new HashMap<>();
  private final Set<String> waived = new HashSet<>();
  private final Map<String, BigDecimal> tolerated = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  HandVerdicts(Month month) {
    Map<String, String> currencyOf = new HashMap<>();
    for (Agreement agreement : month.agreements()) {
      currencyOf.put(agreement.companyId(), agreement.currency());
    }
    for (Company company : month.companies()) {
      companies.add(company.companyId());
      currencies.add(currencyOf.getOrDefault(company.companyId(), ""));
    }
    month
        .products()
        .forEach(
            product -> {
              BigDecimal price = product.unitPrice();
              if (price != null && price.signum() > 0) {
                catalogue.put(product.productCode() + "|" + product.currency(), price);
              }
            });
    for (Decision decision : month.decisions()) {
      if (decision.inForce(GeneratedMonth.AS_OF)) {
        String key = decision.companyId() + "|" + decision.productCode();
        switch (decision.kind()) {
          case "waive" -> waived.add(key);
          case "tolerance" ->
              tolerated.merge(key, new BigDecimal(decision.value()), BigDecimal::max);
          default -> {}
        }
      }
    }
  }

  List<Finding> findings() {
    return findings;
  }

  void add(Slot slot) {
    if (slot.lines > 0) {
      position(slot);
    } else {
      unbilled(slot);
    }
  }

  private String key(Slot slot) {
    return companies.get(slot.company) + "|" + slot.product.code;
  }

  private @Nullable BigDecimal listPrice(Slot slot) {
    return catalogue.get(slot.product.code + "|" + currencies.get(slot.company));
  }

  private static BigDecimal money(@Nullable BigDecimal price, BigDecimal units) {
    return price == null ? NOTHING : price.multiply(units).setScale(2, RoundingMode.HALF_UP);
  }

  private void position(Slot slot) {
    Product product = slot.product;
    ServiceMapping mapping = product.mapping;
    BigDecimal used = slot.used();
    BigDecimal minimum = mapping == null ? null : mapping.minimumQuantity();
    BigDecimal owed = minimum == null ? used : used.max(minimum);
    BigDecimal due = product.countsUsage ? owed.subtract(slot.included).max(ZERO) : ZERO;
    BigDecimal delta = product.countsUsage ? due.subtract(slot.billed) : ZERO;
    BigDecimal inactive = slot.inactive();
    BigDecimal impact = money(slot.price, delta);
    if (slot.billable == 0) {
      shown(slot, "MATCHED", "not_billed_by_agreement", used, delta, impact, inactive);
    } else if (mapping == null) {
      held(slot, "SETUP_ISSUE", "unmapped_product", used, delta, impact, inactive);
    } else if (!product.countsUsage) {
      shown(slot, "MATCHED", "not_usage_based", used, delta, impact, inactive);
    } else if (product.doubtful) {
      held(slot, "SETUP_ISSUE", "failed_sync", used, delta, impact, inactive);
    } else if (slot.price == null && (due.signum() > 0 || slot.billed.signum() > 0)) {
      BigDecimal list = listPrice(slot);
      row(
          slot,
          "MISSING_PRICE",
          "no_price",
          used,
          delta,
          list,
          NOTHING,
          true,
          list == null ? null : money(list, due),
          inactive,
          NOTHING);
    } else if (slot.price != null
        && used.signum() == 0
        && slot.billed.signum() > 0
        && (minimum == null || minimum.signum() == 0)) {
      if (slot.pending.signum() == 0) {
        held(slot, "FOLLOW_UP", "line_without_usage", used, delta, impact, inactive);
      } else {
        BigDecimal missing = slot.pending.subtract(slot.billed);
        held(slot, "SETUP_ISSUE", "unconfirmed_match", used, missing, NOTHING, inactive);
      }
    } else {
      compare(slot, mapping, used, delta, impact, inactive);
    }
  }

  private void compare(
      Slot slot,
      ServiceMapping mapping,
      BigDecimal used,
      BigDecimal delta,
      BigDecimal impact,
      BigDecimal inactive) {
    String accepted = delta.signum() == 0 ? "" : accepted(slot, mapping, delta, impact);
    if (inactive.signum() > 0 && (delta.signum() == 0 || !accepted.isEmpty())) {
      shown(slot, "INACTIVE_SEATS", slot.inactiveReason(), used, delta, impact, inactive);
    } else if (!accepted.isEmpty()) {
      shown(slot, "MATCHED", accepted, used, delta, impact, inactive);
    } else if (delta.signum() < 0) {
      shown(slot, "OVERBILLING", "quantity", used, delta, impact, inactive);
    } else if (delta.signum() > 0) {
      boolean byUse = used.subtract(slot.included).compareTo(slot.billed) > 0;
      if (slot.scheduled.compareTo(delta) >= 0) {
        plain(slot, "scheduled_change", used, inactive);
      } else {
        String reason = byUse ? "quantity" : "below_minimum";
        shown(slot, "UNDERBILLING", reason, used, delta, impact, inactive);
      }
    } else if (drifted(slot)) {
      plain(slot, "price_drift", used, inactive);
    } else {
      shown(slot, "MATCHED", "equal", used, delta, impact, inactive);
    }
  }

  private String accepted(Slot slot, ServiceMapping mapping, BigDecimal delta, BigDecimal impact) {
    BigDecimal units = tolerated.getOrDefault(key(slot), mapping.tolerance());
    BigDecimal amount = mapping.toleranceAmount();
    boolean within =
        delta.abs().compareTo(units) <= 0
            || delta.abs().compareTo(BigDecimal.valueOf(slot.extraTolerance)) <= 0
            || (amount != null && impact.abs().compareTo(amount) <= 0);
    return within ? "within_tolerance" : waived.contains(key(slot)) ? "waived" : "";
  }

  private boolean drifted(Slot slot) {
    BigDecimal list = listPrice(slot);
    return slot.price != null
        && list != null
        && list.compareTo(slot.price) > 0
        && slot.unitCost() > slot.price.doubleValue();
  }

  private void unbilled(Slot slot) {
    BigDecimal used = slot.used();
    ServiceMapping mapping = slot.product.mapping;
    BigDecimal minimum = mapping == null ? null : mapping.minimumQuantity();
    BigDecimal due = minimum == null ? used : used.max(minimum);
    boolean ended = slot.endedPrice != null;
    BigDecimal price =
        slot.endedPrice != null && slot.endedPrice.signum() > 0 ? slot.endedPrice : listPrice(slot);
    BigDecimal worth = money(price, due);
    boolean waive = waived.contains(key(slot));
    boolean held = slot.product.doubtful || price == null;
    String why = ended ? "service_outlives_billing" : "no_billing_line";
    findings.add(
        new Finding(
            companies.get(slot.company),
            slot.product.code,
            slot.product.doubtful
                ? "SETUP_ISSUE"
                : price == null ? "MISSING_PRICE" : waive ? "MATCHED" : "UNDERBILLING",
            slot.product.doubtful ? "failed_sync" : waive && price != null ? "waived" : why,
            ZERO,
            used,
            due,
            price,
            price == null ? "" : currencies.get(slot.company),
            price == null ? null : held ? NOTHING : worth,
            held,
            price == null ? null : held ? worth : NOTHING,
            slot.inactive(),
            null));
  }

  /** A row whose money counts. */
  private void shown(
      Slot slot,
      String classification,
      String reason,
      BigDecimal used,
      BigDecimal delta,
      BigDecimal impact,
      BigDecimal inactive) {
    row(
        slot,
        classification,
        reason,
        used,
        delta,
        slot.price,
        impact,
        false,
        NOTHING,
        inactive,
        slot.billable == 0 ? NOTHING : money(slot.price, inactive));
  }

  private void held(
      Slot slot,
      String classification,
      String reason,
      BigDecimal used,
      BigDecimal delta,
      BigDecimal amount,
      BigDecimal inactive) {
    row(
        slot,
        classification,
        reason,
        used,
        delta,
        slot.price,
        NOTHING,
        true,
        amount,
        inactive,
        NOTHING);
  }

  /** Somebody should look; the month's bill is right. */
  private void plain(Slot slot, String reason, BigDecimal used, BigDecimal inactive) {
    row(
        slot,
        "FOLLOW_UP",
        reason,
        used,
        ZERO,
        slot.price,
        NOTHING,
        false,
        NOTHING,
        inactive,
        NOTHING);
  }

  private void row(
      Slot slot,
      String classification,
      String reason,
      BigDecimal used,
      BigDecimal delta,
      @Nullable BigDecimal price,
      BigDecimal impact,
      boolean held,
      @Nullable BigDecimal heldAmount,
      BigDecimal inactive,
      BigDecimal reclaimable) {
    findings.add(
        new Finding(
            companies.get(slot.company),
            slot.product.code,
            classification,
            reason,
            slot.billed,
            used,
            delta,
            price,
            currencies.get(slot.company),
            impact,
            held,
            heldAmount,
            inactive,
            reclaimable));
  }

  /** An account that is linked to nobody. */
  void account(int suggested, BigDecimal quantity, boolean priced, BigDecimal worth) {
    boolean known = suggested >= 0;
    findings.add(
        new Finding(
            known ? companies.get(suggested) : "",
            "",
            "SETUP_ISSUE",
            known ? "unconfirmed_match" : "unmapped_account",
            null,
            quantity,
            known ? ZERO : null,
            null,
            priced ? currencies.get(suggested) : "",
            priced ? NOTHING : null,
            true,
            priced ? worth.setScale(2, RoundingMode.HALF_UP) : null,
            null,
            null));
  }

  /** Usage that nothing accounts for. */
  void open(int company, String sku, BigDecimal quantity) {
    setup(companies.get(company), sku, "unaccounted_usage", quantity);
  }

  /** Usage of a client that is no longer active. */
  void inactive(int company, long records) {
    setup(companies.get(company), "", "inactive_company", BigDecimal.valueOf(records));
  }

  private void setup(String company, String product, String reason, BigDecimal used) {
    findings.add(
        new Finding(
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
            null));
  }
}
