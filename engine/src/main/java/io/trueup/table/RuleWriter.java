package io.trueup.table;

import io.trueup.table.RowValues.Said;
import io.trueup.table.TableProblem.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the rules of a table, one a row. */
final class RuleWriter {
  private static final String INSERT = "insertLogical";

  private final Layout layout;
  private final Problems problems;
  private final Templates templates;
  private final RowValues.Reader reader;

  RuleWriter(Layout layout, FieldKinds kinds, Problems problems) {
    this.layout = layout;
    this.problems = problems;
    this.templates = new Templates(layout, problems);
    this.reader = new RowValues.Reader(layout, templates, kinds, problems);
  }

  /** One rule; nothing is written of a row with problems. */
  void write(List<Cell> row, Origins.Writer out) {
    int before = problems.met();
    RowValues values = reader.read(row);
    Cell id = about(row, "id");
    if (id == null) {
      problems.add(row.get(0), Kind.CELL, "the rule has no id", "give it the next free one");
    }
    List.of("name", "owner", "since", "rationale").forEach(what -> required(row, what));
    if (problems.met() > before || id == null) {
      return;
    }
    out.about(row.get(0));
    Cell own = about(row, "name");
    Cell name = own == null ? Objects.requireNonNull(layout.shared().get("name")) : own;
    out.plain("rule ").of(own == null ? row.get(0) : own, sentence(name, row));
    out.plain("\n    @id(").of(id, Literal.quoted(id.word())).plain(")");
    label(row, "owner", " ", out);
    label(row, "since", " ", out);
    label(row, "ticket", " ", out);
    label(row, "rationale", "\n    ", out);
    out.plain("\nwhen\n");
    for (Template template : templates.conditions()) {
      out.plain("    ");
      write(template, values, out);
      out.plain("\n");
    }
    out.plain("then\n");
    for (Template template : templates.conclusions()) {
      conclusion(template, values, out);
    }
    out.plain("end\n");
  }

  private void conclusion(Template template, RowValues values, Origins.Writer out) {
    String text = template.text().strip();
    boolean whole = text.startsWith(INSERT);
    out.plain(whole ? "    " : "    " + INSERT + "( ");
    write(template, values, out);
    out.plain((whole ? "" : " )") + (whole && text.endsWith(";") ? "\n" : ";\n"));
  }

  private void required(List<Cell> row, String what) {
    if (about(row, what) == null && !layout.shared().containsKey(what)) {
      problems.add(
          row.get(0),
          Kind.CELL,
          "the rule has no " + what,
          "add a row '" + what + "' above the columns, or a column that means it");
    }
  }

  /** The row's own cell about the rule; null when it is empty or no column means it. */
  private @Nullable Cell about(List<Cell> row, String what) {
    for (Column column : layout.columns()) {
      if (column.isAbout(what)) {
        Cell cell = Templates.cell(row, column);
        return cell.isBlank() ? null : cell;
      }
    }
    return null;
  }

  private void label(List<Cell> row, String what, String before, Origins.Writer out) {
    Cell own = about(row, what);
    Cell cell = own == null ? layout.shared().get(what) : own;
    if (cell != null) {
      out.plain(before + "@" + what + "(").of(cell, sentence(cell, row)).plain(")");
    }
  }

  private String sentence(Cell cell, List<Cell> row) {
    return Literal.quoted(templates.sentence(cell, row));
  }

  /** A template with its holes filled and its patterns added to. */
  private static void write(Template template, RowValues values, Origins.Writer out) {
    String text = template.text();
    TreeMap<Integer, Runnable> edits = new TreeMap<>();
    int[] read = {text.length() - text.stripLeading().length()};
    for (Template.Hole hole : template.holes()) {
      Said said = values.values(template).get(hole.start());
      edits.put(
          hole.start(),
          () -> {
            if (said != null) {
              out.of(said.cell(), said.literal());
            }
            read[0] = hole.end();
          });
    }
    for (Map.Entry<Integer, List<Said>> each : values.conditions(template).entrySet()) {
      int open = opening(template, each.getKey());
      boolean bare = text.substring(open + 1, each.getKey()).isBlank();
      int behind = bare ? open + 1 : text.substring(0, each.getKey()).stripTrailing().length();
      edits.put(behind, () -> conditions(each.getValue(), bare, out));
    }
    edits.forEach(
        (offset, edit) -> {
          out.part(template.cell(), read[0], offset);
          read[0] = offset;
          edit.run();
        });
    out.part(template.cell(), read[0], Math.max(read[0], text.stripTrailing().length()));
  }

  private static int opening(Template template, int close) {
    return template.patterns().stream()
        .filter(p -> p.close() == close)
        .mapToInt(Template.Pattern::open)
        .findFirst()
        .orElseThrow();
  }

  private static void conditions(List<Said> conditions, boolean bare, Origins.Writer out) {
    String before = bare ? " " : ", ";
    for (Said one : conditions) {
      out.of(one.column().means(), before + one.before());
      out.of(one.cell(), " " + one.literal());
      before = ", ";
    }
    if (bare) {
      out.of(conditions.get(0).column().means(), " ");
    }
  }
}
