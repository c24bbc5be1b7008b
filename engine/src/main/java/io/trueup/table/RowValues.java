package io.trueup.table;

import io.trueup.table.TableProblem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the cells of a row say: conditions for patterns, and values for holes. */
final class RowValues {
  private static final String ANY = "any";
  private static final String EMPTY = "(empty)";

  /**
   * What a cell says.
   *
   * @param before what is written before the value, the column's part: {@code productCode ==}
   */
  record Said(Column column, Cell cell, String before, String literal) {}

  // A template's own hash is that of its whole text.
  private final Map<Template, Map<Integer, List<Said>>> conditions = new IdentityHashMap<>();
  private final Map<Template, Map<Integer, Said>> values = new IdentityHashMap<>();

  private RowValues() {}

  /** What is added to a template's patterns, by the offset at which the pattern closes. */
  Map<Integer, List<Said>> conditions(Template template) {
    return conditions.getOrDefault(template, Map.of());
  }

  /** What fills a template's holes, by the offset at which the hole begins. */
  Map<Integer, Said> values(Template template) {
    return values.getOrDefault(template, Map.of());
  }

  /** Reads the rows of one table. */
  static final class Reader {
    private final Layout layout;
    private final Templates templates;
    private final FieldKinds kinds;
    private final Problems problems;
    private final Map<List<String>, Cell> asked = new HashMap<>();

    Reader(Layout layout, Templates templates, FieldKinds kinds, Problems problems) {
      this.layout = layout;
      this.templates = templates;
      this.kinds = kinds;
      this.problems = problems;
    }

    /** What a row says; to be used only when no problems were found. */
    RowValues read(List<Cell> row) {
      RowValues values = new RowValues();
      List<String> asks = new ArrayList<>();
      boolean conditional = false;
      boolean said = false;
      for (Column column : layout.columns()) {
        Cell cell = Templates.cell(row, column);
        boolean any = cell.word().equalsIgnoreCase(ANY);
        if (column.meaning() instanceof Column.Value value) {
          if (templates.isAsked(column)) {
            asks.add(cell.word());
            said |= !cell.isBlank();
          }
          fill(column, value, cell, values);
        } else if (column.meaning() instanceof Column.Asks one) {
          conditional = true;
          asks.add(any ? "" : cell.word());
          said |= !cell.isBlank();
          if (!cell.isBlank() && !any) {
            add(column, one, cell, values);
          }
        }
      }
      if (conditional) {
        judge(row.get(0), asks, said);
      }
      return values;
    }

    private void judge(Cell first, List<String> asks, boolean said) {
      Cell twin = asked.putIfAbsent(asks, first);
      if (!said) {
        problems.add(
            first,
            Kind.CELL,
            "the rule has no condition of its own",
            "fill in a cell; write any where it is to hold for all");
      } else if (twin != null) {
        problems.add(
            first,
            Kind.CELL,
            "the rule asks for what the rule in row " + twin.row() + " asks for",
            "delete one of the two");
      }
    }

    private void add(Column column, Column.Asks asks, Cell cell, RowValues values) {
      Templates.Target target = templates.target(column, asks).orElseThrow();
      FieldKind kind = kinds.find(target.pattern().type(), asks.path()).orElse(FieldKind.TEXT);
      String literal = literal(asks.operator(), kind, cell);
      if (literal != null) {
        values
            .conditions
            .computeIfAbsent(target.template(), t -> new TreeMap<>())
            .computeIfAbsent(target.pattern().close(), close -> new ArrayList<>())
            .add(new Said(column, cell, asks.written(), literal));
      }
    }

    private void fill(Column column, Column.Value value, Cell cell, RowValues values) {
      List<Templates.Asked> places = templates.asked(column);
      if (places.isEmpty()) {
        return;
      }
      if (cell.isBlank()) {
        problems.add(
            cell,
            Kind.CELL,
            column.label() + " is empty, and every rule of the table needs it",
            "fill it in");
        return;
      }
      String literal = drl(Literal.of(value.kind(), cell.text()), cell);
      if (literal != null) {
        Said said = new Said(column, cell, "", literal);
        places.forEach(
            place ->
                values
                    .values
                    .computeIfAbsent(place.template(), t -> new HashMap<>())
                    .put(place.hole().start(), said));
      }
    }

    private @Nullable String literal(Operator operator, FieldKind kind, Cell cell) {
      if (cell.word().equalsIgnoreCase(EMPTY) && operator.takesEmpty()) {
        return kind == FieldKind.TEXT ? "\"\"" : "null";
      }
      if (operator == Operator.LIKE) {
        return drl(Literal.glob(cell.text()), cell);
      }
      FieldKind wanted = operator.isOfTexts() ? FieldKind.TEXT : kind;
      return operator.takesList() ? list(wanted, cell) : drl(Literal.of(wanted, cell.text()), cell);
    }

    private @Nullable String list(FieldKind kind, Cell cell) {
      List<String> literals = new ArrayList<>();
      for (String part : cell.text().split(";", -1)) {
        if (part.isBlank()) {
          problems.add(cell, Kind.CELL, "a value of the list is empty", "write a; b; c");
          return null;
        }
        String literal = drl(Literal.of(kind, part.strip()), cell);
        if (literal == null) {
          return null;
        }
        literals.add(literal);
      }
      return "( " + String.join(", ", literals) + " )";
    }

    private @Nullable String drl(Literal literal, Cell cell) {
      if (literal.drl().isEmpty()) {
        problems.add(cell, Kind.CELL, literal.why(), literal.hint());
        return null;
      }
      return literal.drl();
    }
  }
}
