package io.trueup.folder;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Splits that go by a column which usage.csv does not have: they are kept, fit no record, and are
 * reported.
 */
final class SplitColumns {
  private record Named(String attribute, int line) {}

  private final List<Named> named = new ArrayList<>();

  /** Notes a split that goes by a column which only usage.csv can tell of. */
  void add(Row row) {
    String attribute = row.text("attribute");
    if (!AccountSplit.ATTRIBUTES.contains(attribute.toLowerCase(Locale.ROOT))) {
      named.add(new Named(attribute, row.line()));
    }
  }

  /**
   * Reports the splits whose column is not there.
   *
   * @param columns names of the columns that usage.csv has beside its own
   */
  void check(List<String> columns, Consumer<InputProblem> problems) {
    for (Named split : named) {
      if (columns.stream().noneMatch(split.attribute()::equalsIgnoreCase)) {
        List<String> known = new ArrayList<>(AccountSplit.ATTRIBUTES);
        known.addAll(columns);
        problems.accept(
            new InputProblem(
                ExportFiles.ACCOUNT_SPLITS.name(),
                split.line(),
                "attribute",
                ProblemKind.UNKNOWN_COLUMN.code(),
                Printable.value(split.attribute()),
                Printable.line(
                    "is no column of usage.csv, so that no record goes to the company; "
                        + Nearest.find(split.attribute(), known)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("correct it or add the column there"))));
      }
    }
  }
}
