package io.trueup.ruletests;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Takes rows and cells away from a failing month while it still fails: what is left is the reason.
 */
final class Shrinker {

  private static final int ROUNDS = 4;

  private Shrinker() {}

  static TextMonth smallest(TextMonth failing, Predicate<TextMonth> fails) {
    TextMonth month = failing.copy();
    boolean smaller = true;
    for (int round = 0; smaller && round < ROUNDS; round++) {
      smaller = false;
      for (String file : List.copyOf(month.files())) {
        for (int i = month.rows(file).size() - 1; i >= 0; i--) {
          Map<String, String> row = month.table(file).remove(i);
          if (whole(month) && fails.test(month)) {
            smaller = true;
          } else {
            month.table(file).add(i, row);
            smaller |= withFewerCells(month, file, row, fails);
          }
        }
      }
    }
    return month;
  }

  private static boolean withFewerCells(
      TextMonth month, String file, Map<String, String> row, Predicate<TextMonth> fails) {
    boolean fewer = false;
    for (Map.Entry<String, String> cell : List.copyOf(row.entrySet())) {
      if (!TextMonth.requires(file, cell.getKey())) {
        row.remove(cell.getKey());
        if (whole(month) && fails.test(month)) {
          fewer = true;
        } else {
          row.put(cell.getKey(), cell.getValue());
        }
      }
    }
    return fewer;
  }

  /** Nothing refers to what was taken away: a bad row would be another failure. */
  private static boolean whole(TextMonth month) {
    OracleInput input = new OracleInput(month);
    return input.agreements.size() == month.rows("agreements.csv").size()
        && input.additions.size() == month.rows("additions.csv").size()
        && input.accounts.size() == month.rows("accounts.csv").size()
        && input.usage.size() == month.rows("usage.csv").size()
        && input.links.size() == month.rows("account_links.csv").size()
        && input.splits.size() == month.rows("account_splits.csv").size()
        && input.mappings.size() == month.rows("service_mappings.csv").size()
        && input.decisions.size() == month.rows("decisions.csv").size()
        && input.invoiceLines.size() == month.rows("invoice_lines.csv").size()
        && input.companies.values().stream()
            .map(row -> OracleInput.text(row, "parent_company_id"))
            .allMatch(parent -> parent.isEmpty() || input.companies.containsKey(parent));
  }
}
