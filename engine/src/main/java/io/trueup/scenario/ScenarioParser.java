package io.trueup.scenario;

import io.trueup.folder.ExportFiles;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a scenario text line by line; every problem is reported, none is thrown. */
final class ScenarioParser {
  private static final Pattern ID = Pattern.compile("[A-Z]{3}-[0-9]{3}");
  private static final Pattern GIVEN =
      Pattern.compile("(given|previous)\\s+(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern THEN =
      Pattern.compile("then\\s+(no\\s+)?(\\w+)(\\s+include)?", Pattern.CASE_INSENSITIVE);
  private static final String STEPS =
      "a step is: as of DATE, given FILE, previous FILE, then WHAT, then WHAT include, then no WHAT,"
          + " fired IDS";

  /** What stands below {@code Background:} or one {@code Scenario:}. */
  private static final class Block {
    final int line;
    final String name;
    final Map<String, List<ScenarioTable>> given = new LinkedHashMap<>();
    final Map<String, String> policy = new LinkedHashMap<>();
    final List<Expectation> expectations = new ArrayList<>();
    @Nullable LocalDate asOf;
    @Nullable Set<String> fired;
    boolean broken;

    Block(int line, String name) {
      this.line = line;
      this.name = name;
    }
  }

  private final String file;
  private final String[] lines;
  private final List<ScenarioProblem> problems = new ArrayList<>();
  private final Map<String, Integer> rules = new LinkedHashMap<>();
  private final Block background = new Block(0, "");
  private final List<Block> scenarios = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private String feature = "";
  private @Nullable Block block;
  private int at;

  private ScenarioParser(String file, String text) {
    this.file = file;
    this.lines = text.lines().toArray(String[]::new);
  }

  /**
   * Reads a text.
   *
   * @param file its path, for problems and results
   */
  static Feature.Parsed parse(String file, String text) {
    return new ScenarioParser(file, text).parse();
  }

  private Feature.Parsed parse() {
    for (at = 0; at < lines.length; at++) {
      String line = lines[at].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        line(line);
      }
    }
    if (feature.isEmpty()) {
      problem(0, "the file does not say what it is about", "start it with Feature: WORDS");
    }
    List<Scenario> whole = new ArrayList<>();
    for (Block one : scenarios) {
      finish(one).ifPresent(whole::add);
    }
    problems.sort(ScenarioProblem.IN_READING_ORDER);
    return new Feature.Parsed(new Feature(file, feature, rules, whole), problems);
  }

  private void line(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    if (lower.startsWith("feature:")) {
      feature = line.substring("feature:".length()).strip();
    } else if (lower.startsWith("rules:")) {
      ids(line.substring("rules:".length())).forEach(id -> rules.put(id, at + 1));
    } else if (lower.startsWith("background:")) {
      if (!scenarios.isEmpty()) {
        problem(at + 1, "the background stands below a scenario", "move it above the first one");
      }
      block = background;
    } else if (lower.startsWith("scenario:")) {
      begin(line.substring("scenario:".length()).strip());
    } else if (block != null) {
      step(block, line, lower);
    } else if (feature.isEmpty()) {
      problem(at + 1, "text before the feature", "start the file with Feature: WORDS");
    }
  }

  private void begin(String name) {
    block = new Block(at + 1, name);
    scenarios.add(block);
    if (name.isEmpty()) {
      broken("the scenario has no name", "write what happens as a sentence");
    } else if (!names.add(name)) {
      broken("two scenarios are called " + name, "give each a sentence of its own");
    }
  }

  private void step(Block current, String line, String lower) {
    Matcher given = GIVEN.matcher(line);
    Matcher then = THEN.matcher(line);
    if (lower.startsWith("as of ")) {
      current.asOf = date(line.substring("as of ".length()).strip());
    } else if (lower.startsWith("fired")) {
      String ids = line.substring("fired".length()).strip();
      current.fired = new TreeSet<>(ids.equalsIgnoreCase("nothing") ? List.of() : ids(ids));
      if (current.fired.isEmpty() && !ids.equalsIgnoreCase("nothing")) {
        broken("fired names no rule", "write rule ids such as DSC-060, or: fired nothing");
      }
    } else if (given.matches()) {
      given(current, given.group(1).toLowerCase(Locale.ROOT), given.group(2));
    } else if (then.matches()) {
      then(current, then);
    } else if (line.startsWith("|")) {
      broken("a table without a step above it", STEPS);
      table();
    } else {
      broken("no step begins like this: " + line, STEPS);
    }
  }

  private void given(Block current, String when, String word) {
    String name = word.endsWith(".csv") ? word : word + ".csv";
    List<String> known = ExportFiles.list().stream().map(f -> f.name()).toList();
    int line = at + 1;
    ScenarioTable table = table();
    if (word.equals("policy")) {
      policy(current, table);
      return;
    }
    if (!known.contains(name)) {
      List<String> words = known.stream().map(k -> k.replace(".csv", "")).toList();
      problem(line, "no file of an export folder is called " + word, Spelling.hint(word, words));
      current.broken = true;
    } else if (table != null) {
      GivenColumns.fault(name, table)
          .ifPresent(
              fault -> {
                problem(fault.line(), fault.message(), fault.hint());
                current.broken = true;
              });
      current
          .given
          .computeIfAbsent(
              when.equals("previous") ? "previous/" + name : name, k -> new ArrayList<>())
          .add(table);
    }
  }

  private void policy(Block current, @Nullable ScenarioTable table) {
    if (table != null && !table.header().equals(List.of("name", "value"))) {
      problem(table.line(), "a policy table has other columns", "write | name | value |");
      current.broken = true;
    } else if (table != null && !current.broken) {
      table.rows().forEach(row -> current.policy.put(row.cells().get(0), row.cells().get(1)));
    }
  }

  private void then(Block current, Matcher step) {
    int line = at + 1;
    List<String> known = new ArrayList<>();
    Expectation.Of of = null;
    for (Expectation.Of one : Expectation.Of.values()) {
      known.add(one.word());
      of = one.word().equalsIgnoreCase(step.group(2)) ? one : of;
    }
    boolean none = step.group(1) != null;
    ScenarioTable table = none ? new ScenarioTable(line, List.of(), List.of()) : table();
    if (of == null) {
      problem(line, "nothing is called " + step.group(2), Spelling.hint(step.group(2), known));
      current.broken = true;
      return;
    }
    if (current == background) {
      broken("the background expects something", "move it into a scenario");
    }
    if (table == null) {
      return;
    }
    List<String> columns = Observed.columns(of);
    for (String column : table.header()) {
      if (!columns.contains(column)) {
        problem(
            table.line(), of.word() + " have no column " + column, Spelling.hint(column, columns));
        current.broken = true;
      }
    }
    current.expectations.add(new Expectation(line, of, step.group(3) != null, table));
  }

  /** The table below the current line; null, and a problem, when there is none. */
  private @Nullable ScenarioTable table() {
    int step = at + 1;
    List<ScenarioTable.Row> rows = new ArrayList<>();
    int next = lines[at].strip().startsWith("|") ? at : at + 1;
    for (; next < lines.length; next++) {
      String line = lines[next].strip();
      if (line.startsWith("|")) {
        rows.add(new ScenarioTable.Row(next + 1, ScenarioTable.cells(line)));
        at = next;
      } else if (!line.startsWith("#") && !(line.isEmpty() && rows.isEmpty())) {
        break;
      }
    }
    if (rows.isEmpty()) {
      at = step - 1;
      broken("the step has no table below it", "write | column | column | and a row of cells");
      return null;
    }
    ScenarioTable.Row header = rows.get(0);
    if (new HashSet<>(header.cells()).size() < header.cells().size()
        || header.cells().contains("")) {
      problem(header.line(), "a column without a name, or twice the same", "name each column once");
      breakBlock();
    }
    List<ScenarioTable.Row> body = rows.subList(1, rows.size());
    for (ScenarioTable.Row row : body) {
      if (row.cells().size() != header.cells().size()) {
        problem(
            row.line(),
            "the row has " + row.cells().size() + " cells, its header " + header.cells().size(),
            "end every row with | and write \\| for a bar inside a cell");
        breakBlock();
      }
    }
    return new ScenarioTable(header.line(), header.cells(), body);
  }

  private @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      broken("no such day: " + text, "write as of 2026-03-31");
      return null;
    }
  }

  private List<String> ids(String text) {
    List<String> ids = new ArrayList<>();
    for (String word : text.strip().split("[\\s,;]+")) {
      if (ID.matcher(word).matches()) {
        ids.add(word);
      } else if (!word.isEmpty()) {
        broken("no rule id looks like " + word, "ids look like DSC-060");
      }
    }
    return ids;
  }

  private Optional<Scenario> finish(Block one) {
    LocalDate asOf = one.asOf == null ? background.asOf : one.asOf;
    if (asOf == null && !one.broken) {
      problem(
          one.line, "the scenario has no day", "add as of 2026-03-31, or give the background one");
    }
    if (one.expectations.isEmpty() && one.fired == null && !one.broken) {
      problem(one.line, "the scenario expects nothing", "add then discrepancies and a table");
      return Optional.empty();
    }
    if (asOf == null || one.broken) {
      return Optional.empty();
    }
    Map<String, List<ScenarioTable>> given = new LinkedHashMap<>(background.given);
    given.putAll(one.given);
    Map<String, String> policy = new LinkedHashMap<>(background.policy);
    policy.putAll(one.policy);
    return Optional.of(
        new Scenario(file, one.line, one.name, asOf, given, policy, one.expectations, one.fired));
  }

  private void broken(String message, String hint) {
    problem(at + 1, message, hint);
    breakBlock();
  }

  private void breakBlock() {
    if (block != null) {
      block.broken = true;
    }
  }

  private void problem(int line, String message, String hint) {
    problems.add(new ScenarioProblem(file, line, message, hint));
  }
}
