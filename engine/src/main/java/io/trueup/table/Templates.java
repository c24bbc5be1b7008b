package io.trueup.table;

import io.trueup.table.TableProblem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all rules of a table share, and where the columns come in. */
final class Templates {
  /** A hole in a sentence: a name, a rationale. */
  static final Pattern HOLE = Pattern.compile("\\{([^{}]{1,60})\\}");

  /** The pattern that a column adds its conditions to. */
  record Target(Template template, Template.Pattern pattern) {}

  /** Where a column's value is asked for. */
  record Asked(Template template, Template.Hole hole) {}

  private final Problems problems;
  private final List<Template> conditions = new ArrayList<>();
  private final List<Template> conclusions = new ArrayList<>();
  private final Map<String, Column> byLabel = new HashMap<>();
  private final Map<Column, Target> targets = new HashMap<>();
  private final Map<Column, List<Asked>> asked = new HashMap<>();
  private final Set<Column> compared;

  Templates(Layout layout, Problems problems) {
    this.problems = problems;
    layout.conditions().forEach(c -> conditions.add(Template.of(c, true, problems)));
    layout.conclusions().forEach(c -> conclusions.add(Template.of(c, false, problems)));
    layout.columns().forEach(c -> byLabel.put(c.label().toLowerCase(Locale.ROOT), c));
    Set<Column> used = new HashSet<>();
    conditions.forEach(template -> values(template, used));
    compared = Set.copyOf(used);
    conclusions.forEach(template -> values(template, used));
    layout.shared().values().forEach(sentence -> words(sentence, used));
    layout.columns().forEach(column -> wanted(column, used));
    if (problems.isEmpty()) {
      layout.columns().forEach(this::target);
    }
  }

  List<Template> conditions() {
    return conditions;
  }

  List<Template> conclusions() {
    return conclusions;
  }

  Optional<Column> find(String label) {
    return Optional.ofNullable(byLabel.get(label.strip().toLowerCase(Locale.ROOT)));
  }

  /** Whether the conditions ask for the column's value. */
  boolean isAsked(Column column) {
    return compared.contains(column);
  }

  /** Where the conditions and conclusions ask for the column's value. */
  List<Asked> asked(Column column) {
    return asked.getOrDefault(column, List.of());
  }

  Optional<Target> target(Column column, Column.Asks asks) {
    return Optional.ofNullable(targets.get(column))
        .filter(target -> target.pattern().is(asks.target()));
  }

  /** Every hole of a template names a column that holds values. */
  private void values(Template template, Set<Column> used) {
    for (Template.Hole hole : template.holes()) {
      Optional<Column> column = find(hole.label()).filter(c -> c.meaning() instanceof Column.Value);
      column.ifPresent(used::add);
      column.ifPresent(
          c -> asked.computeIfAbsent(c, k -> new ArrayList<>()).add(new Asked(template, hole)));
      if (column.isEmpty()) {
        problems.add(
            template.cell(),
            hole.start(),
            Kind.TEMPLATE,
            "{" + Literal.shortened(hole.label()) + "} is no column of values",
            "name a column that means text, number, date, or yes or no");
      }
    }
  }

  /** Every hole of a sentence names a column. */
  private void words(Cell sentence, Set<Column> used) {
    Matcher hole = HOLE.matcher(sentence.text());
    while (hole.find()) {
      Optional<Column> column = find(hole.group(1));
      column.ifPresent(used::add);
      if (column.isEmpty()) {
        problems.add(
            sentence,
            hole.start(),
            Kind.TEMPLATE,
            "{" + Literal.shortened(hole.group(1)) + "} is no column",
            "write the heading of a column between { and }");
      }
    }
  }

  private void wanted(Column column, Set<Column> used) {
    if (column.meaning() instanceof Column.Value && !used.contains(column)) {
      problems.add(
          column.means(),
          Kind.COLUMN,
          "no row asks for {" + column.label() + "}",
          "write {" + column.label() + "} into 'when' or 'then', or let the column mean note");
    }
  }

  private void target(Column column) {
    if (!(column.meaning() instanceof Column.Asks asks)) {
      return;
    }
    List<Target> found = new ArrayList<>();
    for (Template template : conditions) {
      template.patterns().stream()
          .filter(pattern -> pattern.is(asks.target()))
          .forEach(pattern -> found.add(new Target(template, pattern)));
    }
    if (found.size() == 1) {
      targets.put(column, found.get(0));
    } else {
      problems.add(
          column.means(),
          Kind.COLUMN,
          found.isEmpty()
              ? "no row 'when' asks for " + asks.target()
              : "more than one pattern asks for " + asks.target(),
          found.isEmpty()
              ? "add it to 'when', or name one of its facts"
              : "give each a variable, and name the variable: $position.productCode");
    }
  }

  /** A cell's sentence with the words of a row in its holes. */
  String sentence(Cell cell, List<Cell> row) {
    return HOLE.matcher(cell.word())
        .replaceAll(hole -> Matcher.quoteReplacement(word(hole.group(1), row)));
  }

  private String word(String label, List<Cell> row) {
    String word = find(label).map(column -> cell(row, column).word()).orElse("");
    return word.isEmpty() ? "any " + label : word;
  }

  /** The row's cell in a column; an empty one where the row is shorter. */
  static Cell cell(List<Cell> row, Column column) {
    if (column.field() < row.size()) {
      return row.get(column.field());
    }
    Cell first = row.get(0);
    return new Cell("", first.row(), column.field(), first.line(), first.column(), false);
  }
}
