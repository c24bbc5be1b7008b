package io.trueup.table;

import io.trueup.table.TableProblem.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A table of rules as DRL. The first cell of each row says what the row is:
 *
 * <pre>
 * table,What is not a person
 * owner,billing
 * since,2026-11
 * rationale,Services that are billed by the person do not count it.
 * when,$usage : Usage( $id : id )
 * then,"NotCounted.by( $selection, {Reason} )"
 * columns,Rule,Mailbox,Reason
 * means,id,Usage.attributes[mailbox_type] is,text
 * rule,SVC-022,shared,shared_mailbox
 * </pre>
 *
 * A cell becomes one literal, or the table is refused: no cell can say anything else. An empty cell
 * leaves its condition out.
 */
public final class DecisionTable {
  /** How the name of a table's file ends. */
  public static final String ENDING = ".table.csv";

  /** Most rules in a table. */
  public static final int MOST_RULES = 2_000;

  /**
   * Rules of a table, with the way back.
   *
   * @param drl a whole rule file
   * @param origins where its words come from
   */
  public record Script(String drl, Origins origins) {}

  /**
   * What a table makes.
   *
   * @param scripts in the order of the rows; none when there are problems
   * @param problems in reading order
   */
  public record Made(List<Script> scripts, List<TableProblem> problems) {
    public Made {
      scripts = List.copyOf(scripts);
      problems = List.copyOf(problems);
    }
  }

  private DecisionTable() {}

  /** Whether a file's name says that it is a table. */
  public static boolean is(String path) {
    return path.endsWith(ENDING);
  }

  /**
   * Makes rules of a table.
   *
   * @param csv with line feeds between lines
   * @param drlPackage what the rules' package is
   * @param characters longest script; a long table makes several
   */
  public static Made make(String csv, String drlPackage, FieldKinds kinds, int characters) {
    Problems problems = new Problems();
    List<List<Cell>> rows = Sheet.read(csv, problems);
    if (!problems.isEmpty()) {
      return new Made(List.of(), sorted(problems));
    }
    Layout layout = Layout.read(rows, problems);
    if (layout.rules().size() > MOST_RULES) {
      problems.add(
          layout
              .rules()
              .get(MOST_RULES)
              .get(0)
              .problem(
                  Kind.SIZE,
                  "the table has more than " + MOST_RULES + " rules",
                  "split it into several tables"));
    }
    if (!problems.isEmpty()) {
      return new Made(List.of(), sorted(problems));
    }
    RuleWriter writer = new RuleWriter(layout, kinds, problems);
    List<Script> scripts =
        problems.isEmpty() ? scripts(layout, writer, drlPackage, characters) : List.of();
    return problems.isEmpty()
        ? new Made(scripts, List.of())
        : new Made(List.of(), sorted(problems));
  }

  private static List<Script> scripts(
      Layout layout, RuleWriter writer, String drlPackage, int characters) {
    List<Script> scripts = new ArrayList<>();
    Cell first = layout.rules().get(0).get(0);
    Origins.Writer out = begun(drlPackage);
    int longest = 0;
    int written = 0;
    for (List<Cell> row : layout.rules()) {
      int before = out.length();
      if (written > 0 && before + longest + 1 > characters) {
        scripts.add(new Script(out.text(), out.origins(first)));
        first = row.get(0);
        out = begun(drlPackage);
        before = out.length();
        written = 0;
      }
      written++;
      out.plain("\n");
      writer.write(row, out);
      longest = Math.max(longest, out.length() - before);
    }
    scripts.add(new Script(out.text(), out.origins(first)));
    return scripts;
  }

  private static Origins.Writer begun(String drlPackage) {
    return new Origins.Writer().plain("package " + drlPackage + "\n");
  }

  private static List<TableProblem> sorted(Problems problems) {
    return problems.list().stream()
        .sorted(Comparator.comparingInt(TableProblem::line).thenComparingInt(TableProblem::column))
        .toList();
  }
}
