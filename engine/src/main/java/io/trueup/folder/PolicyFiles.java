package io.trueup.folder;

import static io.trueup.folder.ColumnType.DATE;
import static io.trueup.folder.ColumnType.DECIMAL;
import static io.trueup.folder.ColumnType.ID;
import static io.trueup.folder.ColumnType.MOMENT;
import static io.trueup.folder.ColumnType.PAIRS;
import static io.trueup.folder.ColumnType.PATTERNS;
import static io.trueup.folder.ColumnType.TEXT;
import static io.trueup.folder.ColumnType.WHOLE;
import static io.trueup.folder.ColumnType.WORD;

import java.math.BigDecimal;
import java.util.List;

/** Files that people write: confirmed links, splits, mappings, decisions. */
final class PolicyFiles {
  /** Columns of a mapping that a preset may fill. */
  static final List<String> PRESET_FILLS =
      List.of(
          "category",
          "kind",
          "usage_product_code",
          "device_class",
          "states",
          "attributes",
          "count",
          "inactive_after_days",
          "units_per_billing_unit",
          "rounding",
          "basis");

  private PolicyFiles() {}

  static ExportFile accountLinks() {
    return new ExportFile(
        "account_links.csv",
        false,
        "a link between an account and a company that a person has confirmed",
        List.of(
            Column.of("integration_id", ID, "the integration").needed().shared(),
            Column.of("account_id", ID, "the account").needed(),
            Column.of("company_id", ID, "the company; empty when it is deliberately no client")),
        List.of("integration_id", "account_id"),
        List.of(
            Reference.to("accounts.csv", "integration_id", "account_id"),
            Reference.to("companies.csv", "company_id")));
  }

  static ExportFile accountSplits() {
    return new ExportFile(
        "account_splits.csv",
        false,
        "a part of an account's usage that is another company's; the rest stays with the account's"
            + " own",
        List.of(
            Column.of("integration_id", ID, "the integration").needed().shared(),
            Column.of("account_id", ID, "the account").needed().shared(),
            Column.of(
                    "attribute",
                    ID,
                    "what tells the parts apart: `domain` (of `user_id`), a column of usage.csv such"
                        + " as `product_code` or `device_class`, or any other column that it has, such"
                        + " as `office` or `department`")
                .needed()
                .shared(),
            Column.of(
                    "value",
                    PATTERNS,
                    "values that make a record this company's; one without `*` wins over one with"
                        + " it, and `*` alone comes last")
                .needed(),
            Column.of("company_id", ID, "the company").needed().shared()),
        List.of(),
        List.of(
            Reference.to("accounts.csv", "integration_id", "account_id"),
            Reference.to("companies.csv", "company_id")));
  }

  static ExportFile serviceMappings() {
    return new ExportFile(
        "service_mappings.csv",
        false,
        "which usage a PSA product is billed by, and how it is counted",
        List.of(
            Column.of("mapping_id", ID, "its id").needed(),
            Column.of("product_code", ID, "the PSA product, with `*` for any text").needed(),
            Column.of("company_id", ID, "only for this company; the more specific mapping wins"),
            Column.of("category", WORD, "category of the integrations that it reads")
                .oneOf(SystemFiles.CATEGORIES),
            Column.of("integration_id", ID, "the one integration that it reads"),
            Column.of("kind", PATTERNS, "kinds that it accepts; any when empty")
                .oneOf(SystemFiles.KINDS),
            Column.of(
                "usage_product_code", PATTERNS, "vendor SKUs that it accepts; any when empty"),
            Column.of("device_class", PATTERNS, "device classes that it accepts; any when empty")
                .oneOf(SystemFiles.DEVICE_CLASSES),
            Column.of("states", PATTERNS, "states that it accepts; `active;assigned` when empty")
                .oneOf(SystemFiles.STATES),
            Column.of("attributes", PAIRS, "other columns of usage.csv that must agree"),
            Column.of("count", WORD, "what is counted; `none` when the product is a flat fee")
                .oneOf("records", "quantity", "distinct_users", "distinct_devices", "none")
                .neededUnless("preset"),
            Column.of(
                    "inactive_after_days",
                    WHOLE,
                    "counted things that are idle for longer are inactive seats")
                .between(BigDecimal.ZERO, new BigDecimal("36500")),
            Column.units("units_per_billing_unit", "used units that one billed unit covers")
                .atLeast("0.000000000001")
                .orElse("1"),
            Column.of("rounding", WORD, "of that division")
                .oneOf("up", "nearest", "down")
                .orElse("up"),
            Column.units("minimum_quantity", "least quantity that is due by contract").atLeast("0"),
            Column.units("tolerance", "a difference of at most so many units is matched")
                .atLeast("0")
                .orElse("0"),
            Column.of(
                    "tolerance_amount",
                    DECIMAL,
                    "a difference of at most so much money a month is matched")
                .atLeast("0"),
            Column.of(
                    "basis",
                    WORD,
                    "`high_water` bills the larger of now and the month's previous run")
                .oneOf("as_of", "high_water")
                .orElse("as_of"),
            Column.of("role", WORD, "`component` is part of a bundle, `check` is a second opinion")
                .oneOf("count", "component", "check")
                .orElse("count"),
            Column.of("bundle_code", ID, "for a component: the product that drives the bundle"),
            Column.of("preset", WORD, "a shipped preset that fills what the row leaves empty")),
        List.of("mapping_id"),
        List.of(
            Reference.to("companies.csv", "company_id"),
            Reference.to("integrations.csv", "integration_id")));
  }

  static ExportFile decisions() {
    return new ExportFile(
        "decisions.csv",
        false,
        "a standing decision of a person",
        List.of(
            Column.of("decision_id", ID, "its id").needed(),
            Column.of(
                    "kind",
                    WORD,
                    "`tolerance`, `tolerance_amount`, `waive`, `bill_committed`, `home_company`,"
                        + " `link`, `reject_link`, `ignore_account`, `kiosk_bills_devices` or a word of"
                        + " your own")
                .needed(),
            Column.of("company_id", ID, "the company that it is about; all when empty"),
            Column.of("product_code", ID, "the product that it is about; all when empty"),
            Column.of(
                "value", TEXT, "the number, user or `integration_id/account_id` it calls for"),
            Column.of("until", DATE, "last day on which it holds, open when empty"),
            Column.of("reason", TEXT, "why").needed(),
            Column.of("decided_by", TEXT, "who").needed(),
            Column.of("decided_at", MOMENT, "when").needed()),
        List.of("decision_id"),
        List.of(Reference.to("companies.csv", "company_id")));
  }
}
