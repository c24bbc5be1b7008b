package io.trueup.report;

import io.trueup.compare.Difference;
import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import io.trueup.stage.DiscrepancyRow;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the rules would change, a row a difference: the columns of {@code
 * discrepancies.csv} once as they were and once as they would be.
 */
public final class DifferencesCsv {
  private DifferencesCsv() {}

  private static List<Column<Difference>> columns() {
    List<Column<Difference>> columns = new ArrayList<>();
    columns.add(new Column<>("kind", difference -> difference.kind().word()));
    columns.add(new Column<>("causes", Difference::causeKeys));
    columns.add(new Column<>("certain", Difference::certain));
    columns.add(new Column<>("sentence", Difference::sentence));
    for (Column<DiscrepancyRow> column : Column.discrepancies()) {
      columns.add(side(column, "_before", Difference::before));
      columns.add(side(column, "_after", Difference::after));
    }
    return columns;
  }

  private static Column<Difference> side(
      Column<DiscrepancyRow> column,
      String suffix,
      Function<Difference, @Nullable DiscrepancyRow> side) {
    return new Column<>(
        column.name() + suffix,
        difference -> {
          DiscrepancyRow row = side.apply(difference);
          return row == null ? null : column.value().apply(row);
        });
  }

  /** Writes the file: whole, or not at all. */
  public static void write(Collection<Difference> differences, Path file) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    if (target.getParent() != null) {
      Files.createDirectories(target.getParent());
    }
    Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
        CsvFile<Difference> csv = new CsvFile<>(columns(), out);
        for (Difference difference : differences) {
          csv.write(difference);
        }
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
