package io.trueup.month;

import io.trueup.folder.ExportFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps integrations apart that have rows of the same id: the rows of the first by name stay, those
 * of the others are left out with everything that hangs on them, and both are named. Two clients
 * are never made one.
 */
final class Collisions {
  /** Which column of a file leads to a row of another that may have been left out. */
  private static final Map<String, List<String>> HANGS_ON =
      Map.of(
          "agreements", List.of("companies", "company_id"),
          "additions", List.of("agreements", "agreement_id"),
          "invoice_lines", List.of("companies", "company_id"));

  /**
   * A row that was left out.
   *
   * @param integrationId whose row it is
   * @param table its table
   * @param column the column of the id
   * @param id the id
   * @param what what is wrong and what to do
   */
  record Problem(String integrationId, String table, String column, String id, String what) {}

  private final Map<String, Map<String, String>> leftOut = new HashMap<>();
  private String holder = "";
  private Map<String, String> held = Map.of();
  private List<String> key = List.of();
  private final List<Problem> problems = new ArrayList<>();

  /** The problems of the rows since the last call. */
  List<Problem> take() {
    List<Problem> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  /** Begins a table. */
  void table() {
    holder = "";
    held = Map.of();
    key = List.of();
  }

  /**
   * Whether a row stays. Rows come in the order of their keys, integrations of one key by name.
   *
   * @param cells may be changed: a reference to a row that was left out is taken out of it
   */
  boolean stays(String table, ExportFile file, String integrationId, Map<String, String> cells) {
    String other = parentLeftOut(table, integrationId, cells);
    if (!other.isEmpty()) {
      List<String> parent = HANGS_ON.getOrDefault(table, List.of());
      leaveOut(
          table,
          file,
          integrationId,
          cells,
          other,
          parent.get(1),
          "belongs to a row of " + parent.get(0) + ".csv that was left out");
      return false;
    }
    if (table.equals("companies")
        && leftOut
            .getOrDefault("companies", Map.of())
            .containsKey(integrationId + '\0' + cells.getOrDefault("parent_company_id", ""))) {
      cells.remove("parent_company_id");
    }
    if (file.key().isEmpty()) {
      return true;
    }
    List<String> now = file.key().stream().map(c -> cells.getOrDefault(c, "")).toList();
    if (now.equals(key) && !holder.equals(integrationId)) {
      if (!table.equals("products") || !held.equals(cells)) {
        leaveOut(table, file, integrationId, cells, holder, file.key().get(0), "is in both");
      }
      return false;
    }
    key = now;
    holder = integrationId;
    held = table.equals("products") ? Map.copyOf(cells) : Map.of();
    return true;
  }

  private String parentLeftOut(String table, String integrationId, Map<String, String> cells) {
    List<String> parent = HANGS_ON.get(table);
    return parent == null
        ? ""
        : leftOut
            .getOrDefault(parent.get(0), Map.of())
            .getOrDefault(integrationId + '\0' + cells.getOrDefault(parent.get(1), ""), "");
  }

  private void leaveOut(
      String table,
      ExportFile file,
      String integrationId,
      Map<String, String> cells,
      String other,
      String column,
      String how) {
    String id = cells.getOrDefault(column, "");
    if (!file.key().isEmpty()) {
      leftOut
          .computeIfAbsent(table, t -> new HashMap<>())
          .put(integrationId + '\0' + cells.getOrDefault(file.key().get(0), ""), other);
    }
    problems.add(
        new Problem(
            integrationId,
            table,
            column,
            id,
            other
                + " and "
                + integrationId
                + " share ids: this one "
                + how
                + ", and the row of "
                + integrationId
                + " is left out; take only one of the two into a month, or into a tenant of its own"));
  }
}
