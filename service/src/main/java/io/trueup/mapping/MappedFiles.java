package io.trueup.mapping;

import io.trueup.decision.CsvSheet;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * Puts the mappings that people made into an export folder, as rows of its {@code
 * service_mappings.csv}: so a folder is all that a run is told. A person's mapping takes the place
 * of the folder's with the same id; one that was retired is taken out.
 */
public final class MappedFiles {
  /** The file. */
  public static final String NAME = "service_mappings.csv";

  private MappedFiles() {}

  /**
   * Completes a folder.
   *
   * @param changes all that count, by number
   */
  public static void write(Path folder, Collection<MappingChange> changes) {
    Map<String, MappingChange> inForce = MappingsInForce.of(changes);
    if (inForce.isEmpty()) {
      return;
    }
    CsvSheet sheet = new CsvSheet(folder.resolve(NAME), MappingRows.columns());
    int id = sheet.column("mapping_id");
    for (int row = 0; row < sheet.rows(); row++) {
      if (inForce.containsKey(CsvSheet.cell(sheet.cells(row), id))) {
        sheet.remove(row);
      }
    }
    for (MappingChange change : inForce.values()) {
      if (change.kind().equals(MappingChange.PUT)) {
        sheet.add(change.cells());
      }
    }
    sheet.write();
  }
}
