package io.trueup.report;

import java.util.Locale;
import java.util.Set;

/**
 * A piece of work that settles discrepancies of one kind, as people speak of it.
 *
 * @param classification of the discrepancies
 * @param reason of the discrepancies
 * @param source the integration that they are about; empty for none
 * @param size how many pieces it is
 * @param held whether their money is held
 */
public record Work(String classification, String reason, String source, int size, boolean held) {
  private static final Set<String> DOUBTS =
      Set.of("failed_sync", "partial_sync", "stale_integration", "count_collapse");

  /** What to do, as an instruction. */
  public String title() {
    if (DOUBTS.contains(reason)) {
      String which = source.isEmpty() ? "the source" : source;
      return reason.equals("count_collapse")
          ? "Check the access and scope of " + which
          : "Repair and synchronise " + which;
    }
    return switch (classification + " " + reason) {
      case "UNDERBILLING quantity" -> "Raise " + many("line") + " to what is used";
      case "UNDERBILLING no_billing_line" -> "Add " + many("product") + " to agreements";
      case "UNDERBILLING service_outlives_billing" -> "End " + many("service") + " or bill again";
      case "UNDERBILLING below_minimum" -> "Restore " + many("contract minimum");
      case "UNDERBILLING committed_quantity" -> "Bill or absorb " + many("commitment");
      case "OVERBILLING quantity" -> "Cut " + many("line") + " and credit";
      case "SETUP_ISSUE unconfirmed_match" ->
          "Confirm or reject " + many("suggested match").replace("matchs", "matches");
      case "SETUP_ISSUE unmapped_account" -> "Link " + many("account") + " to a client";
      case "SETUP_ISSUE unmapped_product" -> "Say which usage bills " + many("product");
      case "SETUP_ISSUE unaccounted_usage" -> "Map usage that no product bills";
      case "SETUP_ISSUE inactive_company" -> "End services of clients that are not active";
      case "SETUP_ISSUE bad_row" -> "Correct rows that could not be read";
      case "MISSING_PRICE no_price" -> "Set " + many("price") + " on agreements";
      case "MISSING_PRICE no_billing_line" ->
          "Find a price for " + many("product") + " on no agreement";
      case "FOLLOW_UP line_without_usage" -> "Find out what " + many("line") + " still bills";
      case "FOLLOW_UP price_drift" -> "Reprice " + many("line") + " at renewal";
      case "FOLLOW_UP invoice_short" -> "Invoice once what was left out";
      case "FOLLOW_UP scheduled_change" -> "Decide on the days before a scheduled change";
      case "FOLLOW_UP sources_disagree" -> "Find out which source is right";
      case "FOLLOW_UP component_gap" -> "Roll out what bundles promise";
      default ->
          classification.equals("INACTIVE_SEATS")
              ? "Reclaim seats: " + Finding.reason(reason).toLowerCase(Locale.ROOT)
              : Finding.label(classification) + ": " + Show.words(reason);
    };
  }

  private String many(String noun) {
    return Show.many(size, noun);
  }

  /** How far it blocks the rest, 0 first: sources, then rows, then links, then money. */
  int tier() {
    if (DOUBTS.contains(reason)) {
      return 0;
    }
    return switch (reason) {
      case "bad_row" -> 1;
      case "unconfirmed_match", "unmapped_account", "unmapped_product" -> 2;
      default ->
          switch (classification) {
            case "SETUP_ISSUE" -> 5;
            case "UNDERBILLING", "OVERBILLING" -> 3;
            default -> 4;
          };
    };
  }

  /** What kind of amount it is worth. */
  public String unit() {
    return held
        ? "held"
        : switch (classification) {
          case "INACTIVE_SEATS" -> "reclaimable a month";
          case "FOLLOW_UP" -> "once";
          default -> "a month";
        };
  }
}
