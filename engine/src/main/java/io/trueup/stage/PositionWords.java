package io.trueup.stage;

import io.trueup.facts.Discrepancy;
import io.trueup.facts.Position;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells people about a position: why it has its class, and what happens next. */
final class PositionWords {
  private final String company;
  private final Subjects.Measured measured;
  private final Position p;
  private final Discrepancy ruling;
  private final String source;
  private final String why;
  private final @Nullable LocalDate committedUntil;

  /**
   * @param source the integration in doubt, or the one whose usage counts; empty when there are
   *     several
   * @param committedUntil when the last commitment behind the inactive seats ends, null when none
   */
  PositionWords(
      String company,
      Subjects.Measured measured,
      Discrepancy ruling,
      String source,
      String why,
      @Nullable LocalDate committedUntil) {
    this.company = company;
    this.measured = measured;
    this.p = measured.fact();
    this.ruling = ruling;
    this.source = source;
    this.why = why;
    this.committedUntil = committedUntil;
  }

  Told tell() {
    List<String> sentences = new ArrayList<>();
    sentences.add(main());
    sentences.addAll(new PositionDetails(measured, ruling).sentences());
    PositionSteps steps = new PositionSteps(measured, ruling, source, committedUntil);
    return new Told(String.join(" ", sentences), steps.nextAction(), steps.acts());
  }

  private String money(@Nullable BigDecimal amount) {
    return Words.money(amount, p.currency());
  }

  private String price() {
    return Words.price(p.unitPrice(), p.currency());
  }

  private String used() {
    return Words.units(p.used()) + " " + p.productCode();
  }

  private String main() {
    String billed = Words.units(p.billed());
    String gap = Words.units(p.absoluteDelta());
    String reason = ruling.reason();
    return switch (Words.mailbox(reason).isPresent() ? "inactive" : reason) {
      case "equal" -> company + " uses " + used() + " and is billed for " + billed + paid() + ".";
      case "inactive", "unassigned" ->
          company + " is billed for " + billed + " " + p.productCode() + paid() + idle() + ".";
      case "quantity" ->
          p.delta().signum() > 0
              ? company
                  + " uses "
                  + used()
                  + " but is billed for "
                  + billed
                  + paid()
                  + ": "
                  + gap
                  + " more at "
                  + price()
                  + " make "
                  + money(p.impact())
                  + " a month."
              : company
                  + " is billed for "
                  + billed
                  + " "
                  + p.productCode()
                  + " but uses "
                  + Words.units(p.used())
                  + paid()
                  + ": "
                  + gap
                  + " fewer make "
                  + money(p.impact())
                  + " a month.";
      case "committed_quantity" ->
          company
              + " is committed to "
              + used()
              + " but is billed for "
              + billed
              + ": "
              + gap
              + " more at "
              + price()
              + " make "
              + money(p.impact())
              + " a month.";
      case "below_minimum" ->
          company
              + " uses "
              + used()
              + " and is billed for "
              + billed
              + ", but the contract's minimum is "
              + Words.units(p.minimum() == null ? BigDecimal.ZERO : p.minimum())
              + ": "
              + gap
              + " more at "
              + price()
              + " make "
              + money(p.impact())
              + " a month.";
      case "within_tolerance" ->
          company
              + " uses "
              + used()
              + " and is billed for "
              + billed
              + paid()
              + "; the difference of "
              + Words.units(p.delta())
              + ", worth "
              + money(p.impact())
              + " a month, is within what was agreed to tolerate"
              + idle()
              + ".";
      case "waived" ->
          company
              + " uses "
              + used()
              + " and is billed for "
              + billed
              + "; the difference of "
              + Words.units(p.delta())
              + ", worth "
              + money(p.impact())
              + " a month, is waived by decision "
              + p.waivedBy()
              + idle()
              + ".";
      case "scheduled_change" ->
          company
              + " uses "
              + used()
              + " and is billed for "
              + billed
              + "; "
              + Words.units(p.scheduled())
              + " more are already scheduled, so only the days until then are open, worth "
              + money(p.scheduledOneOff())
              + " once.";
      case "invoice_short" ->
          "The agreement bills "
              + company
              + " for the right "
              + billed
              + " "
              + p.productCode()
              + ", but this month's invoice was sent in advance and is short of "
              + Words.units(p.invoiceShort())
              + ", worth "
              + money(p.invoiceOneOff())
              + " once.";
      case "price_drift" -> priceDrift();
      case "line_without_usage" ->
          company
              + " is billed for "
              + billed
              + " "
              + p.productCode()
              + ", but no usage was found although the source is healthy; "
              + money(p.impact())
              + " a month is held.";
      case "unconfirmed_match" ->
          company
              + " is billed for "
              + billed
              + " "
              + p.productCode()
              + "; "
              + Words.units(p.pending())
              + " sit in an account that is probably this client's but is not confirmed.";
      case "no_price" -> noPrice();
      case "unmapped_product" ->
          company
              + " is billed for "
              + billed
              + " "
              + p.productCode()
              + ", but no service mapping says which usage that should match.";
      case "not_usage_based" -> p.productCode() + " is a flat fee; it does not follow usage.";
      case "not_billed_by_agreement" ->
          "The agreement does not charge "
              + company
              + " for "
              + p.productCode()
              + ": "
              + Words.many(p.billed(), "unit")
              + " free, "
              + Words.units(p.used())
              + " used.";
      default -> p.doubt().isEmpty() ? other() : doubtful();
    };
  }

  private String paid() {
    return p.included().signum() > 0
        ? " beyond " + Words.units(p.included()) + " that the base fee includes"
        : "";
  }

  private String idle() {
    if (p.inactive().signum() == 0) {
      return "";
    }
    String why =
        Words.mailbox(p.inactiveReason())
            .map(kind -> "on " + kind + " mailboxes")
            .orElse(p.inactiveReason().equals("unassigned") ? "assigned to nobody" : "not used");
    return "; "
        + Words.units(p.inactive())
        + " of them "
        + Words.agree(p.inactive(), "is ", "are ")
        + why
        + ", worth "
        + money(p.reclaimable())
        + " a month";
  }

  private String priceDrift() {
    BigDecimal price = orZero(p.unitPrice());
    BigDecimal catalogue = orZero(p.cataloguePrice());
    BigDecimal cost = orZero(p.unitCost());
    return "The quantity of "
        + Words.units(p.billed())
        + " "
        + p.productCode()
        + " is right, but "
        + company
        + " pays "
        + price()
        + " where the catalogue says "
        + Words.price(catalogue, p.currency())
        + " ("
        + money(catalogue.subtract(price).multiply(p.billed()))
        + " a month) and the vendor charges "
        + Words.price(cost, p.currency())
        + " (margin "
        + money(price.subtract(cost).multiply(p.billed()))
        + " a month).";
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }

  private String noPrice() {
    String known =
        p.cataloguePrice() == null
            ? "and the catalogue has none in " + p.currency() + " either"
            : "the catalogue's "
                + Words.price(p.cataloguePrice(), p.currency())
                + " makes "
                + money(p.cataloguePrice().multiply(p.due()))
                + " a month, an estimate that is held";
    return company
        + " uses "
        + used()
        + " and is billed for "
        + Words.units(p.billed())
        + " without a price; "
        + known
        + ".";
  }

  private String doubtful() {
    return "What "
        + (source.isEmpty() ? "the source" : source)
        + " says is not believed: "
        + (why.isEmpty() ? Words.code(p.doubt()) : why)
        + ". "
        + Words.units(p.used())
        + " "
        + p.productCode()
        + " against "
        + Words.units(p.billed())
        + " billed for "
        + company
        + " would be "
        + money(p.impact())
        + " a month, which is held.";
  }

  private String other() {
    return company
        + " uses "
        + used()
        + " and is billed for "
        + Words.units(p.billed())
        + ": "
        + Words.code(ruling.reason())
        + ".";
  }
}
