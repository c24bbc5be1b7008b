package io.trueup.scenario;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.folder.ExportFiles;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The month that a scenario describes. What it does not mention is as simple as can be: one client
 * with one agreement, one healthy integration, and in it one account a client, linked by a person.
 */
final class GivenMonth {
  private static final String PREVIOUS = ExportFiles.PREVIOUS + "/";

  private final Scenario scenario;
  private final Map<String, Written> files = new TreeMap<>();

  /** A file's rows by column, with the line of the scenario that each came from. */
  private static final class Written {
    final Set<String> header = new LinkedHashSet<>();
    final List<Map<String, String>> rows = new ArrayList<>();
    final List<Integer> lines = new ArrayList<>();

    void add(Map<String, String> row, int line) {
      header.addAll(row.keySet());
      rows.add(row);
      lines.add(line);
    }

    String first(String column, String otherwise) {
      return rows.isEmpty() ? otherwise : rows.get(0).getOrDefault(column, otherwise);
    }

    List<String> all(String column) {
      return rows.stream().map(row -> row.getOrDefault(column, "")).toList();
    }
  }

  private GivenMonth(Scenario scenario) {
    this.scenario = scenario;
    write("companies.csv", 1);
    write("agreements.csv", written("companies.csv").rows.size());
    write("integrations.csv", 1);
    linkedAccounts();
    for (String file : scenario.given().keySet()) {
      if (!files.containsKey(file)) {
        write(file, 0);
      }
    }
    previousIntegrations();
  }

  /** Builds the tables. */
  static GivenMonth of(Scenario scenario) {
    return new GivenMonth(scenario);
  }

  /**
   * Reads the month.
   *
   * @throws io.trueup.folder.UnusableFolder when a required column is missing
   */
  Month read(ReadOptions options) {
    Map<String, Tables.Table> tables = new HashMap<>();
    files.forEach(
        (name, file) -> {
          List<String> header = List.copyOf(file.header);
          List<List<String>> rows = new ArrayList<>();
          for (Map<String, String> row : file.rows) {
            rows.add(header.stream().map(column -> row.getOrDefault(column, "")).toList());
          }
          tables.put(name, new Tables.Table(header, rows));
        });
    return ExportFolder.read(new Tables(tables), options);
  }

  /** Where in the scenario's text a problem of the month stands. */
  String where(InputProblem problem) {
    Written file = files.get(problem.file());
    int row = problem.line() - 2;
    return file == null || row < 0 || row >= file.lines.size()
        ? scenario.where()
        : scenario.file() + ":" + file.lines.get(row);
  }

  /** Whether the scenario is about accounts, and not content with those that stand in. */
  boolean matchesAccounts() {
    return scenario.given().containsKey("accounts.csv")
        || scenario.given().containsKey("account_links.csv");
  }

  private Written written(String file) {
    return files.computeIfAbsent(file, k -> new Written());
  }

  private GivenColumns.Firsts firsts() {
    return new GivenColumns.Firsts(
        written("companies.csv").first("company_id", "C1"),
        written("agreements.csv").first("agreement_id", "A1"),
        written("integrations.csv").first("integration_id", "I1"));
  }

  /** Writes a file from the scenario's tables, or so many rows of defaults when it has none. */
  private void write(String name, int otherwise) {
    List<ScenarioTable> tables = scenario.given().getOrDefault(name, List.of());
    Written file = written(name);
    String plain = name.startsWith(PREVIOUS) ? name.substring(PREVIOUS.length()) : name;
    for (ScenarioTable table : tables) {
      file.header.addAll(table.header());
      file.header.remove(GivenColumns.REPEAT);
      if (table.rows().isEmpty()) {
        file.header.addAll(
            GivenColumns.defaults(plain, table.header(), 1, scenario.asOf(), firsts()).keySet());
      }
      for (ScenarioTable.Row row : table.rows()) {
        expand(plain, table.header(), row, file);
      }
    }
    if (tables.isEmpty()) {
      for (int i = 1; i <= otherwise; i++) {
        Map<String, String> row =
            GivenColumns.defaults(plain, List.of(), i, scenario.asOf(), firsts());
        if (plain.equals("agreements.csv")) {
          row.put("company_id", written("companies.csv").all("company_id").get(i - 1));
        }
        file.add(row, scenario.line());
      }
    }
  }

  private void expand(String plain, List<String> header, ScenarioTable.Row row, Written file) {
    int repeat = header.indexOf(GivenColumns.REPEAT);
    int times = repeat < 0 ? 1 : Integer.parseInt(row.cells().get(repeat));
    for (int n = 1; n <= times; n++) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        if (i != repeat) {
          cells.put(
              header.get(i), row.cells().get(i).replace(GivenColumns.NUMBER, Integer.toString(n)));
        }
      }
      cells.putAll(
          GivenColumns.defaults(plain, header, file.rows.size() + 1, scenario.asOf(), firsts()));
      file.add(cells, row.line());
    }
  }

  /** Unless the scenario has accounts: one a client in each integration, linked by a person. */
  private void linkedAccounts() {
    if (scenario.given().containsKey("accounts.csv")) {
      return;
    }
    boolean links = !scenario.given().containsKey("account_links.csv");
    List<String> companies = written("companies.csv").all("company_id");
    for (String integration : written("integrations.csv").all("integration_id")) {
      for (int i = 1; i <= companies.size(); i++) {
        Map<String, String> account = new LinkedHashMap<>();
        account.put("integration_id", integration);
        account.put("account_id", "T" + i);
        account.put("name", "Account " + i);
        written("accounts.csv").add(account, scenario.line());
        if (links) {
          Map<String, String> link = new LinkedHashMap<>();
          link.put("integration_id", integration);
          link.put("account_id", "T" + i);
          link.put("company_id", companies.get(i - 1));
          written("account_links.csv").add(link, scenario.line());
        }
      }
    }
  }

  /**
   * Unless the scenario says otherwise, the previous run saw the same integrations a day before.
   */
  private void previousIntegrations() {
    boolean any = scenario.given().keySet().stream().anyMatch(name -> name.startsWith(PREVIOUS));
    if (!any || scenario.given().containsKey(PREVIOUS + "integrations.csv")) {
      return;
    }
    Written before = written(PREVIOUS + "integrations.csv");
    for (Map<String, String> now : written("integrations.csv").rows) {
      Map<String, String> row = new LinkedHashMap<>(now);
      row.put("last_success_at", scenario.asOf().minusDays(1) + "T20:00:00Z");
      row.put("last_status", "succeeded");
      before.add(row, scenario.line());
    }
  }
}
