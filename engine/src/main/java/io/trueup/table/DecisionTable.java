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

  private static final int MOST_SCRIPTS = 20;

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
   * @param characters longest script; a long table makes several, but no more than 20
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
        problems.isEmpty() ? scripts(layout, writer, problems, drlPackage, characters) : List.of();
    return problems.isEmpty()
        ? new Made(scripts, List.of())
        : new Made(List.of(), sorted(problems));
  }

  private static List<Script> scripts(
      Layout layout, RuleWriter writer, Problems problems, String drlPackage, int characters) {
    List<Script> scripts = new ArrayList<>();
    String header = "package " + drlPackage + "\n";
    Cell first = layout.rules().get(0).get(0);
    Origins.Writer out = new Origins.Writer(characters).plain(header);
    long length = 0;
    for (List<Cell> row : layout.rules()) {
      Origins.Writer rule = new Origins.Writer(characters - header.length()).plain("\n");
      writer.write(row, rule);
      length += rule.length();
      long most = (long) MOST_SCRIPTS * characters;
      if (rule.isFull() || length > most) {
        problems.add(
            row.get(0),
            Kind.SIZE,
            rule.isFull()
                ? "the rule is longer than " + characters + " characters"
                : "the rules of the table are longer than " + most + " characters",
            "shorten what all rules share, or split the table");
      }
      if (rule.isFull() || length > most || problems.isFull()) {
        return List.of();
      }
      if (rule.length() > characters - out.length()) {
        scripts.add(new Script(out.text(), out.origins(first)));
        first = row.get(0);
        out = new Origins.Writer(characters).plain(header);
      }
      out.all(rule);
    }
    scripts.add(new Script(out.text(), out.origins(first)));
    return scripts;
  }

  private static List<TableProblem> sorted(Problems problems) {
    return problems.list().stream()
        .sorted(Comparator.comparingInt(TableProblem::line).thenComparingInt(TableProblem::column))
        .toList();
  }
}
