package io.trueup.mapping;

import io.trueup.facts.InputProblem;
import io.trueup.facts.ServiceMapping;
import io.trueup.folder.Column;
import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row of service_mappings.csv as people write it, read just as a run reads it. */
public final class MappingRows {
  private static final ExportFile FILE = ExportFiles.find(MappedFiles.NAME).orElseThrow();
  private static final int LONGEST = 4_000;

  private MappingRows() {}

  /**
   * What a row came to.
   *
   * @param mapping empty when the row cannot be used
   * @param problems what is wrong, a sentence by column
   */
  public record Read(Optional<ServiceMapping> mapping, Map<String, String> problems) {}

  /** Columns that a row may have. */
  public static List<String> columns() {
    return FILE.columns().stream()
        .map(Column::name)
        .filter(name -> !name.equals("preset"))
        .toList();
  }

  /** The values that a column may have; empty where any text will do. */
  public static List<String> allowed(String column) {
    return FILE.find(column).map(Column::allowed).orElse(List.of());
  }

  /** The cells that say something, without blanks around them. */
  public static Map<String, String> given(Map<String, String> cells) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String column : columns()) {
      String cell = cells.getOrDefault(column, "").strip();
      if (!cell.isEmpty()) {
        given.put(column, cell);
      }
    }
    return given;
  }

  /** Reads a row. */
  public static Read read(Map<String, String> cells) {
    Map<String, String> problems = new LinkedHashMap<>();
    for (Map.Entry<String, String> cell : cells.entrySet()) {
      if (FILE.find(cell.getKey()).isEmpty() || cell.getKey().equals("preset")) {
        problems.put(cell.getKey(), "is no column of service_mappings.csv");
      } else if (cell.getValue().length() > LONGEST || !cell.getValue().matches("\\P{Cntrl}*")) {
        problems.put(cell.getKey(), "must be at most 4000 characters on one line");
      }
    }
    if (!problems.isEmpty()) {
      return new Read(Optional.empty(), problems);
    }
    Map<String, String> given = given(cells);
    List<String> header = new ArrayList<>(columns());
    List<String> row = header.stream().map(name -> given.getOrDefault(name, "")).toList();
    var month =
        ExportFolder.read(
            new Tables(Map.of(MappedFiles.NAME, new Tables.Table(header, List.of(row)))),
            ReadOptions.DEFAULTS);
    for (InputProblem problem : month.problems()) {
      problems.putIfAbsent(problem.column(), problem.message());
    }
    return new Read(month.serviceMappings().stream().findFirst(), problems);
  }

  /** The row that says the same as a mapping, for changing it. */
  public static Map<String, String> cells(ServiceMapping mapping) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("mapping_id", mapping.mappingId());
    cells.put("product_code", mapping.productCode());
    cells.put("company_id", mapping.companyId());
    cells.put("category", mapping.category());
    cells.put("integration_id", mapping.integrationId());
    cells.put("kind", String.join(";", mapping.kinds()));
    cells.put("usage_product_code", String.join(";", mapping.usageProductCodes()));
    cells.put("device_class", String.join(";", mapping.deviceClasses()));
    cells.put("states", mapping.statesGiven() ? String.join(";", mapping.states()) : "");
    List<String> pairs = new ArrayList<>();
    mapping.attributeFilters().forEach((name, value) -> pairs.add(name + "=" + value));
    cells.put("attributes", String.join(";", pairs));
    cells.put("count", mapping.count());
    cells.put("inactive_after_days", text(mapping.inactiveAfterDays()));
    cells.put("units_per_billing_unit", text(mapping.unitsPerBillingUnit()));
    cells.put("rounding", mapping.rounding());
    cells.put("minimum_quantity", text(mapping.minimumQuantity()));
    cells.put("tolerance", text(mapping.tolerance()));
    cells.put("tolerance_amount", text(mapping.toleranceAmount()));
    cells.put("basis", mapping.basis());
    cells.put("role", mapping.role());
    cells.put("bundle_code", mapping.bundleCode());
    // What every row has that says nothing.
    cells.remove("units_per_billing_unit", "1");
    cells.remove("rounding", "up");
    cells.remove("tolerance", "0");
    cells.remove("basis", "as_of");
    cells.remove("role", "count");
    cells.values().removeIf(String::isEmpty);
    return cells;
  }

  private static String text(@org.jspecify.annotations.Nullable Object number) {
    return number == null
        ? ""
        : number instanceof java.math.BigDecimal decimal
            ? decimal.stripTrailingZeros().toPlainString()
            : number.toString();
  }
}
