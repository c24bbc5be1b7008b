package io.trueup.folder;

import io.trueup.facts.AccountSplit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one cell of a row asks of another: the kind of a decision, the role of a mapping. */
final class RowRules {
  private RowRules() {}

  /** What is wrong with the row as a whole; null when nothing is. */
  static RowIds.@Nullable Problem check(ExportFile file, Row row, Keys keys) {
    if (file.name().equals(ExportFiles.DECISIONS.name())) {
      return decision(row, keys);
    }
    if (file.name().equals(ExportFiles.SERVICE_MAPPINGS.name())) {
      return mapping(row);
    }
    if (file.name().equals(ExportFiles.ACCOUNT_SPLITS.name())) {
      return split(row);
    }
    return null;
  }

  private static RowIds.@Nullable Problem split(Row row) {
    String attribute = row.text("attribute");
    if (row.list("value").isEmpty()) {
      return new RowIds.Problem(
          "value",
          ";",
          new BadCell(ProblemKind.MISSING_VALUE, "names no value; write what the records have"));
    }
    boolean unfit =
        ExportFiles.USAGE.find(attribute).isPresent()
            && !AccountSplit.ATTRIBUTES.contains(attribute.toLowerCase(Locale.ROOT));
    return unfit
        ? new RowIds.Problem(
            "attribute",
            attribute,
            new BadCell(
                ProblemKind.UNKNOWN_VALUE,
                "is nothing to divide usage by; name one of "
                    + String.join(", ", AccountSplit.ATTRIBUTES)
                    + " or a column of your own"))
        : null;
  }

  private static RowIds.@Nullable Problem mapping(Row row) {
    return row.text("role").equals("component") && row.text("bundle_code").isEmpty()
        ? new RowIds.Problem(
            "bundle_code",
            "",
            new BadCell(
                ProblemKind.MISSING_VALUE,
                "is empty; a component needs the product that drives its bundle"))
        : null;
  }

  private static RowIds.@Nullable Problem decision(Row row, Keys keys) {
    String value = row.text("value");
    return switch (row.text("kind")) {
      case "tolerance", "tolerance_amount" -> amount(value);
      case "home_company" -> filled(row, value);
      case "link", "ignore_account" -> account(value, keys);
      case "reject_link" -> rejection(row, value, keys);
      default -> null;
    };
  }

  private static RowIds.@Nullable Problem amount(String value) {
    Object number = Numbers.decimal(value);
    if (number instanceof BadCell bad) {
      return new RowIds.Problem("value", value, bad);
    }
    return value.startsWith("-")
        ? new RowIds.Problem(
            "value",
            value,
            new BadCell(ProblemKind.OUT_OF_RANGE, "is negative; it must be 0 or more"))
        : null;
  }

  private static RowIds.@Nullable Problem filled(Row row, String value) {
    if (!value.isEmpty() && !row.text("company_id").isEmpty()) {
      return null;
    }
    return new RowIds.Problem(
        value.isEmpty() ? "value" : "company_id",
        "",
        new BadCell(
            ProblemKind.MISSING_VALUE, "is empty; home_company needs a user and a company"));
  }

  private static RowIds.@Nullable Problem rejection(Row row, String value, Keys keys) {
    return row.text("company_id").isEmpty()
        ? new RowIds.Problem(
            "company_id",
            "",
            new BadCell(
                ProblemKind.MISSING_VALUE,
                "is empty; reject_link needs the company that the account is not"))
        : account(value, keys);
  }

  private static RowIds.@Nullable Problem account(String value, Keys keys) {
    KeySet accounts = keys.find(ExportFiles.ACCOUNTS.name());
    int slash = value.indexOf('/');
    if (slash < 1 || slash == value.length() - 1) {
      return new RowIds.Problem(
          "value", value, new BadCell(ProblemKind.BAD_SHAPE, "must be integration_id/account_id"));
    }
    for (int at = slash; accounts != null && at > 0; at = value.indexOf('/', at + 1)) {
      String[] parts = {value.substring(0, at), value.substring(at + 1)};
      if (accounts.contains(parts)) {
        return null;
      }
    }
    return accounts == null
        ? null
        : new RowIds.Problem(
            "value",
            value,
            new BadCell(
                ProblemKind.DANGLING_ID,
                "is in no row of accounts.csv; write integration_id/account_id as they are there"));
  }
}
