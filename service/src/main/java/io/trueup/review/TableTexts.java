package io.trueup.review;

import io.trueup.platform.http.ProblemException;
import io.trueup.rulebase.TableRules;
import io.trueup.rulebook.BundlePath;
import io.trueup.stage.RuleFacts;
import io.trueup.workbook.UnreadableWorkbook;
import io.trueup.workbook.WorkbookTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decision tables as they come in and are shown. */
final class TableTexts {
  private static final String DRL = "drl";

  private TableTexts() {}

  /**
   * A file as a bundle keeps it.
   *
   * @param path in the bundle
   */
  record Kept(String path, String text) {}

  /** A body that is to stand at a path: a workbook becomes CSV, everything else is text. */
  static Kept kept(String path, byte[] body) {
    if (!BundlePath.workbook(path)) {
      return new Kept(path, TextBodies.text(body));
    }
    try {
      return new Kept(WorkbookTable.csvPath(path), WorkbookTable.csv(body, path));
    } catch (UnreadableWorkbook refused) {
      throw ProblemException.invalid(path, String.valueOf(refused.getMessage()), List.of());
    }
  }

  /**
   * A text as it is asked for.
   *
   * @param as null for the text itself
   */
  static String shown(String path, String text, @Nullable String as) {
    if (as == null) {
      return text;
    }
    if (!as.equals(DRL) || !(TableRules.isTable(path) || path.endsWith(".drl"))) {
      throw ProblemException.invalid("as", "is drl, for rules", List.of());
    }
    if (!TableRules.isTable(path)) {
      return text;
    }
    TableRules.Shown shown = RuleFacts.table(path, text);
    if (!shown.problems().isEmpty()) {
      throw ProblemException.invalid(
          path, "is no table that makes rules: " + shown.problems().get(0), List.of());
    }
    return shown.drl();
  }
}
