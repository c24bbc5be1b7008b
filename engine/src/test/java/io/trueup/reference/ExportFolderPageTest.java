package io.trueup.reference;

import static io.trueup.reference.ReferencePage.cell;

import io.trueup.folder.Column;
import io.trueup.folder.ColumnType;
import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import io.trueup.folder.ProblemKind;
import io.trueup.folder.Reference;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportFolderPageTest {
  private static final String START =
      """
      # The export folder

      <!-- Written from the column definitions by ExportFolderPageTest; -Dtrueup.update=true writes it anew. -->

      A month is handed to Trueup as a folder of CSV files. Any PSA, RMM, portal or spreadsheet can produce them.

      - **Text**: UTF-8, with or without a byte order mark. Cells with commas, quotes or line ends are quoted as in RFC 4180.
        Lines end with LF, CR LF or CR; empty lines are skipped; white space around a cell is dropped.
      - **Columns**: the first row names them, in any order, in upper or lower case. A column that is not listed here is kept
        as an attribute of its row, which service mappings and rules can read. In `accounts.csv` the column `integration_id`
        may be called `system`.
      - **Empty cells** mean the default where there is one, else "not known". An unknown price is not 0.
      - **Previous run**: a folder `previous/` may hold the same files as they were then. Its usage is counted per integration;
        its records are kept only when a mapping bills `high_water`.
      - **Tables below**: * marks a required column.

      ## What refuses the whole run

      Nothing is computed, and one line says what is wrong, where, and what to do (exit code 2):
      the folder does not exist or is empty; a required file is missing; a required column is missing; the header names a column
      twice; the columns are separated by semicolons, tabs or bars; the text is UTF-16, a workbook or compressed, or its header is
      not UTF-8; a file is a link to a place outside the folder, cannot be read, or is larger than the limit (8 GiB).

      ## What costs one row

      Everything else costs the row it is in. The row is left out, the rest is read, and the problem is reported as
      `file:line: column: what is wrong and what to do (value)`. The first 1,000 problems of a file are listed, the rest is counted.

      | Kind | Meaning |
      |---|---|
      """;

  @Test
  void the_page_of_the_export_folder_is_up_to_date() throws IOException {
    StringBuilder page = new StringBuilder(START);
    for (ProblemKind kind : ProblemKind.values()) {
      page.append("| `%s` | %s |%n".formatted(kind.code(), cell(kind.doc())));
    }
    page.append("\n## How cells are written\n\n| Type | Written as |\n|---|---|\n");
    for (ColumnType type : ColumnType.values()) {
      page.append("| %s | %s |%n".formatted(type.label(), cell(type.notation())));
    }
    page.append("\n## Files\n\n| File | | A row is |\n|---|---|---|\n");
    for (ExportFile file : ExportFiles.list()) {
      page.append(
          "| [`%s`](#%s) | %s | %s |%n"
              .formatted(
                  file.name(),
                  file.name().replace(".", ""),
                  file.required() ? "required" : "optional",
                  cell(file.doc())));
    }
    ExportFiles.list().forEach(file -> file(file, page));
    ReferencePage.check("export-folder.md", page.toString().replace(System.lineSeparator(), "\n"));
  }

  private static void file(ExportFile file, StringBuilder page) {
    page.append("\n## ").append(file.name()).append("\n\n");
    page.append(capital(file.doc())).append(". ");
    page.append(file.required() ? "Required." : "Optional.");
    if (!file.key().isEmpty()) {
      page.append(" Unique by ").append(names(file.key())).append('.');
    }
    for (Reference reference : file.references()) {
      page.append(" ").append(capital(names(reference.columns())));
      page.append(reference.columns().size() == 1 ? " is" : " together are").append(" in `");
      page.append(reference.file()).append("`.");
    }
    page.append("\n\n| Column | Type | Default | Values | Meaning |\n|---|---|---|---|---|\n");
    for (Column column : file.columns()) {
      page.append(
          "| `%s`%s | %s | %s | %s | %s |%n"
              .formatted(
                  column.name(),
                  column.required() ? " *" : "",
                  column.type().label(),
                  column.fallback().isEmpty() ? " " : "`" + column.fallback() + "`",
                  cell(values(column)),
                  cell(column.doc())));
    }
  }

  private static String values(Column column) {
    List<String> values = new ArrayList<>();
    column.allowed().forEach(word -> values.add("`" + word + "`"));
    boolean number = column.type() == ColumnType.DECIMAL || column.type() == ColumnType.WHOLE;
    BigDecimal bound = new BigDecimal("999999999999");
    if (number && column.least().compareTo(bound.negate()) > 0) {
      values.add("at least " + column.least().toPlainString());
    }
    if (number && column.most().compareTo(bound) < 0) {
      values.add("at most " + column.most().toPlainString());
    }
    if (!column.unless().isEmpty()) {
      values.add("or from `" + column.unless() + "`");
    }
    return String.join(", ", values);
  }

  private static String names(List<String> columns) {
    return String.join(", ", columns.stream().map(name -> "`" + name + "`").toList());
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
