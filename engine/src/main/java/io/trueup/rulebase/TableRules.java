package io.trueup.rulebase;

import io.trueup.table.DecisionTable;
import io.trueup.table.FieldKind;
import io.trueup.table.TableProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules that are written as a table. */
public final class TableRules {
  /**
   * The rules that a table makes, as a rule file.
   *
   * @param drl empty when there are problems
   * @param problems why there are none; that there are none does not mean that the rules are right
   */
  public record Shown(String drl, List<RuleProblem> problems) {
    public Shown {
      problems = List.copyOf(problems);
    }
  }

  private TableRules() {}

  /** Whether a file's name says that it is a table. */
  public static boolean isTable(String path) {
    return DecisionTable.is(path);
  }

  /**
   * What a table says as DRL.
   *
   * @param path in a bundle; the folder is the stage
   * @param csv the table
   */
  public static Shown drl(String path, String csv, FactModel model, Limits limits) {
    Problems problems = new Problems(path);
    String drlPackage = drlPackage(path);
    String text = csv.replace("\r\n", "\n").replace('\r', '\n');
    List<Source> sources = sources(path, text, drlPackage, model, limits, problems);
    String header = "package " + drlPackage + "\n";
    String rest =
        sources.stream()
            .skip(1)
            .map(source -> source.text().substring(header.length()))
            .collect(Collectors.joining());
    return new Shown(sources.isEmpty() ? "" : sources.get(0).text() + rest, problems.list());
  }

  /** The package of the rules at a path; that of the last stage where it is in none. */
  static String drlPackage(String path) {
    String folder = path.substring(0, Math.max(0, path.indexOf('/')));
    return RuleBundle.Stage.find(folder).orElse(RuleBundle.Stage.DISCREPANCIES).drlPackage();
  }

  /** The sources that a table makes; none when it has problems. */
  static List<Source> sources(
      String path,
      String csv,
      String drlPackage,
      FactModel model,
      Limits limits,
      Problems problems) {
    DecisionTable.Made made =
        DecisionTable.make(
            csv, drlPackage, (type, field) -> kind(model, type, field), limits.fileCharacters());
    made.problems()
        .forEach(p -> problems.add(p.line(), p.column(), fault(p), p.message(), p.hint()));
    List<Source> sources = new ArrayList<>();
    made.scripts().forEach(s -> sources.add(new Source(path, s.drl(), s.origins())));
    return sources;
  }

  private static Fault fault(TableProblem problem) {
    return switch (problem.kind()) {
      case SHEET -> Fault.TABLE_SHEET;
      case ROW -> Fault.TABLE_ROW;
      case COLUMN -> Fault.TABLE_COLUMN;
      case CELL -> Fault.TABLE_CELL;
      case TEMPLATE -> Fault.TABLE_TEMPLATE;
      case SIZE -> Fault.TABLE_SIZE;
    };
  }

  private static Optional<FieldKind> kind(FactModel model, String type, String path) {
    int bracket = path.indexOf('[');
    String[] names = (bracket < 0 ? path : path.substring(0, bracket)).split("\\.");
    Optional<FactType> fact = model.find(type);
    Optional<ValueType> value = Optional.empty();
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      value = fact.map(FactType::fields).map(f -> f.get(name)).map(FactType.Field::type);
      fact = value.filter(v -> v.kind() == ValueType.Kind.FACT).flatMap(v -> model.find(v.raw()));
    }
    return value.map(v -> kind(v, bracket >= 0));
  }

  private static FieldKind kind(ValueType type, boolean named) {
    ValueType element = type.element();
    return switch (type.kind()) {
      case TEXT, CHOICE -> named ? FieldKind.NAMED_TEXT : FieldKind.TEXT;
      case WHOLE, DECIMAL -> FieldKind.NUMBER;
      case TRUTH -> FieldKind.TRUTH;
      case DATE ->
          type.raw() == LocalDate.class
              ? FieldKind.DATE
              : type.raw() == Instant.class ? FieldKind.MOMENT : FieldKind.MONTH;
      // a named value may be absent
      case MAP ->
          element != null && element.kind() == ValueType.Kind.TEXT && named
              ? FieldKind.NAMED_TEXT
              : FieldKind.OTHER;
      case LIST -> element == null ? FieldKind.OTHER : kind(element, true);
      case FACT, OTHER, NOTHING -> FieldKind.OTHER;
    };
  }
}
