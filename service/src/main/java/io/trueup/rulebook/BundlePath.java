package io.trueup.rulebook;

import io.trueup.workbook.WorkbookTable;
import java.util.regex.Pattern;

/**
 * Where the files of a bundle stand: {@code policy.yml}, rules by stage, as DRL or as tables,
 * presets and scenarios. A path is built of plain names, so that it means the same on every file
 * system and leads nowhere else.
 */
public final class BundlePath {
  /** What may be written in place of a path that is refused. */
  public static final String RULE =
      "policy.yml, client-matching/NAME.drl, service-mapping/NAME.drl, discrepancies/NAME.drl,"
          + " NAME.table.csv in place of NAME.drl, presets/NAME.csv or scenarios/NAME.scenario, NAME of letters, digits, . _ and -";

  /** The policy of a bundle. */
  static final String POLICY = "policy.yml";

  private static final Pattern ALLOWED =
      Pattern.compile(
          "policy\\.yml"
              + "|(client-matching|service-mapping|discrepancies)/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.(drl|table\\.csv)"
              + "|presets/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.csv"
              + "|scenarios/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.scenario");

  private BundlePath() {}

  /** Whether a file of a bundle may have this path. */
  public static boolean allowed(String path) {
    return ALLOWED.matcher(path).matches();
  }

  /** Whether it is a scenario, which tests a bundle and decides nothing. */
  public static boolean scenario(String path) {
    return path.startsWith("scenarios/");
  }

  /** Whether it is a workbook with a table, which a bundle keeps as CSV. */
  public static boolean workbook(String path) {
    return WorkbookTable.is(path) && !path.startsWith("presets/");
  }

  /** Whether a file elsewhere looks as if it were meant to be one of a bundle. */
  static boolean looksMeant(String path) {
    return path.endsWith(".drl")
        || path.endsWith(".table.csv")
        || path.endsWith(".scenario")
        || path.endsWith("policy.yaml");
  }
}
