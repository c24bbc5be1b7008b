package io.trueup.stage;

import io.trueup.facts.Addition;
import io.trueup.facts.Discrepancy;
import io.trueup.facts.Position;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens next with a position, and who acts. */
final class PositionSteps {
  private final Subjects.Measured measured;
  private final Position p;
  private final Discrepancy ruling;
  private final String source;
  private final @Nullable LocalDate committedUntil;

  PositionSteps(
      Subjects.Measured measured,
      Discrepancy ruling,
      String source,
      @Nullable LocalDate committedUntil) {
    this.measured = measured;
    this.p = measured.fact();
    this.ruling = ruling;
    this.source = source;
    this.committedUntil = committedUntil;
  }

  private String money(@Nullable BigDecimal amount) {
    return Words.money(amount, p.currency());
  }

  String nextAction() {
    BilledLine line = measured.lines().growthLine();
    Addition addition = line.addition();
    String id = addition.additionId();
    return switch (ruling.classification()) {
      case "MATCHED" ->
          measured.count().duplicates() > 0 && ruling.reason().equals("equal")
              ? "Clean up " + Words.many(measured.count().duplicates(), "duplicate record")
              : "None";
      case "UNDERBILLING" -> raise(addition);
      case "OVERBILLING" -> cut(measured.lines().lines().get(0).addition());
      case "INACTIVE_SEATS" -> reclaim();
      case "MISSING_PRICE" -> "Set a price on " + id;
      case "FOLLOW_UP" ->
          switch (ruling.reason()) {
            case "line_without_usage" ->
                "Find out whether "
                    + p.productCode()
                    + " is still delivered; then map its usage or cut "
                    + id;
            case "scheduled_change" ->
                "Decide whether to bill "
                    + money(p.scheduledOneOff())
                    + " for the days before the change";
            case "price_drift" -> "Reprice " + id + " at renewal";
            case "invoice_short" -> "Invoice the missing " + money(p.invoiceOneOff()) + " once";
            default -> "Review " + p.productCode() + " with the owner of the rule";
          };
      default ->
          switch (ruling.reason()) {
            case "unmapped_product" -> "Add a service mapping for " + p.productCode();
            case "unconfirmed_match" -> "Confirm the account's match, then run again";
            case "count_collapse" ->
                "Check credentials and scope of " + system() + "; do not cut the bill";
            case "no_rule_decided", "rules_disagree" ->
                "Mend the rules so that exactly one decides";
            default -> "Repair and synchronise " + system() + ", then run again";
          };
    };
  }

  private String system() {
    return source.isEmpty() ? "the source" : source;
  }

  private String raise(Addition addition) {
    String to = Words.units(addition.quantity().add(p.delta()));
    String once = ruling.oneOff() == null ? "" : " and bill " + money(ruling.oneOff()) + " once";
    return switch (ruling.reason()) {
      case "below_minimum" -> "Restore the minimum: raise " + addition.additionId() + " to " + to;
      case "committed_quantity" ->
          "Decide whether to bill or absorb; to bill, raise " + addition.additionId() + " to " + to;
      default -> "Raise " + addition.additionId() + " to " + to + " from the next period" + once;
    };
  }

  private String cut(Addition newest) {
    BigDecimal to = newest.quantity().add(p.delta());
    return to.signum() >= 0
        ? "Cut " + newest.additionId() + " to " + Words.units(to) + " and credit the months since"
        : "Cut "
            + Words.units(p.absoluteDelta())
            + " units, newest line first, and credit the months since";
  }

  private String reclaim() {
    Optional<String> mailbox = Words.mailbox(p.inactiveReason());
    if (mailbox.isPresent()) {
      return "Take the licence off "
          + Words.units(p.inactive())
          + " "
          + mailbox.get()
          + " "
          + Words.agree(p.inactive(), "mailbox", "mailboxes")
          + ", then cut the line";
    }
    String seats = Words.many(p.inactive(), "seat");
    return committedUntil == null
        ? "Ask the client about " + seats + " and remove them before renewal"
        : "Schedule the decrease by " + seats + " for the 7 days after " + committedUntil;
  }

  String acts() {
    return switch (ruling.classification()) {
      case "MATCHED" ->
          measured.count().duplicates() > 0 && ruling.reason().equals("equal")
              ? "service desk"
              : "nobody";
      case "INACTIVE_SEATS" ->
          Words.mailbox(p.inactiveReason()).isPresent() ? "service desk" : "account manager";
      case "SETUP_ISSUE" -> p.doubt().isEmpty() ? "billing" : "integration owner";
      case "FOLLOW_UP" ->
          ruling.reason().equals("price_drift") || ruling.reason().equals("line_without_usage")
              ? "account manager"
              : "billing";
      case "UNDERBILLING" ->
          ruling.reason().equals("committed_quantity") ? "account manager" : "billing";
      default -> "billing";
    };
  }
}
