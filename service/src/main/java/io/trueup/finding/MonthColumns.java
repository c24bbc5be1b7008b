package io.trueup.finding;

import io.trueup.result.Column;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a month's exports. */
final class MonthColumns {
  private MonthColumns() {}

  /** A row a finding, with what was decided about it. */
  static List<Column<Reviewed>> findings() {
    return List.of(
        text("discrepancy_id", each -> each.row().discrepancyId()),
        text("company_id", each -> each.row().companyId()),
        text("company_name", each -> each.row().companyName()),
        text("product_code", each -> each.row().productCode()),
        text("integration_id", each -> each.row().integrationId()),
        text("account_id", each -> each.row().accountId()),
        text("class", each -> each.row().discrepancyClass()),
        text("reason", each -> each.row().reason()),
        new Column<>("billed_quantity", each -> units(each.row().billedQuantity())),
        new Column<>("used_quantity", each -> units(each.row().usedQuantity())),
        new Column<>("delta", each -> units(each.row().delta())),
        new Column<>("unit_price", each -> each.row().unitPrice()),
        text("currency", each -> each.row().currency()),
        money("monthly_impact", each -> each.row().monthlyImpact()),
        new Column<>("held", each -> each.row().held()),
        money("held_amount", each -> each.row().heldAmount()),
        money("one_off_amount", each -> each.row().oneOffAmount()),
        new Column<>("estimated", each -> each.row().estimated()),
        new Column<>("inactive_quantity", each -> units(each.row().inactiveQuantity())),
        money("reclaimable_amount", each -> each.row().reclaimableAmount()),
        text("status", each -> each.state().status()),
        new Column<>("agreed_quantity", each -> units(each.agreedQuantity())),
        money("agreed_impact", Reviewed::agreedImpact),
        new Column<>("until", Reviewed::until),
        text("assignee", each -> each.state().assignee()),
        text("decided_by", Reviewed::decidedBy),
        new Column<>("decided_at", Reviewed::decidedAt),
        text("decision_reason", Reviewed::why),
        text("next_action", each -> each.row().nextAction()),
        text("acts", each -> each.row().acts()),
        new Column<>("rule_ids", each -> each.row().ruleIds()),
        text("explanation", each -> each.row().explanation()));
  }

  /** A row a billing line that is to be changed. */
  static List<Column<Reviewed>> changes() {
    return List.of(
        text("company_id", each -> each.row().companyId()),
        text("company_name", each -> each.row().companyName()),
        text("agreement_id", each -> each.row().agreementId()),
        text("addition_id", each -> each.row().additionId()),
        text("product_code", each -> each.row().productCode()),
        new Column<>("billed_quantity", each -> units(each.row().billedQuantity())),
        new Column<>("agreed_quantity", each -> units(each.agreedQuantity())),
        new Column<>("unit_price", each -> each.row().unitPrice()),
        text("currency", each -> each.row().currency()),
        money("agreed_impact", Reviewed::agreedImpact),
        new Column<>("estimated", each -> each.row().estimated()),
        text("status", each -> each.state().status()),
        text("decided_by", Reviewed::decidedBy),
        new Column<>("decided_at", Reviewed::decidedAt),
        text("decision_reason", Reviewed::why),
        text("discrepancy_id", each -> each.row().discrepancyId()));
  }

  private interface Text {
    String of(Reviewed each);
  }

  private interface Amount {
    @Nullable BigDecimal of(Reviewed each);
  }

  private static Column<Reviewed> text(String name, Text value) {
    return new Column<>(name, value::of);
  }

  private static Column<Reviewed> money(String name, Amount value) {
    return new Column<>(name, each -> amount(value.of(each), each.row().currency()));
  }

  private static @Nullable BigDecimal amount(@Nullable BigDecimal amount, String currency) {
    if (amount == null || currency.isEmpty()) {
      return amount;
    }
    int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    return amount.setScale(Math.max(digits, amount.stripTrailingZeros().scale()));
  }

  private static @Nullable BigDecimal units(@Nullable BigDecimal units) {
    if (units == null) {
      return null;
    }
    BigDecimal plain = units.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
