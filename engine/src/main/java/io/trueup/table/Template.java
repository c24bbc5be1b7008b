package io.trueup.table;

import io.trueup.table.TableProblem.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A piece of DRL that all rules of a table share, with holes for values and patterns that take more
 * conditions. Only what is needed to find these is read here; the rule that comes out is read by
 * the rule base.
 *
 * @param cell where it stands
 * @param text the cell's text
 */
record Template(Cell cell, String text, List<Hole> holes, List<Pattern> patterns) {
  /** Words that would begin or end something else than a condition or a conclusion. */
  private static final Set<String> ELSEWHERE =
      Set.of("rule", "when", "then", "end", "package", "import", "query", "function", "declare");

  /**
   * {@code {label}}, outside quotes.
   *
   * @param start offset of the opening brace
   * @param end offset behind the closing one
   */
  record Hole(String label, int start, int end) {}

  /**
   * {@code $variable : Type( ... )}.
   *
   * @param variable empty when there is none
   * @param open offset of the bracket that opens
   * @param close offset of the one that closes
   */
  record Pattern(String type, String variable, int open, int close) {
    boolean is(String target) {
      return target.equals(type) || target.equals(variable);
    }
  }

  private record Word(String text, int start, int end) {
    boolean is(String sign) {
      return text.equals(sign);
    }
  }

  /** Reads a template; what cannot be one is a problem. */
  static Template of(Cell cell, boolean condition, Problems problems) {
    return new Reader(cell, condition, problems).read();
  }

  private static final class Reader {
    private final Cell cell;
    private final String text;
    private final boolean condition;
    private final Problems problems;
    private final List<Hole> holes = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    Reader(Cell cell, boolean condition, Problems problems) {
      this.cell = cell;
      this.text = cell.text();
      this.condition = condition;
      this.problems = problems;
    }

    Template read() {
      int at = 0;
      while (at < text.length()) {
        at = step(at);
      }
      if (!open.isEmpty()) {
        refuse(Math.max(0, text.length() - 1), "a bracket is not closed", "close it with )");
      }
      return new Template(cell, text, List.copyOf(holes), List.copyOf(patterns));
    }

    /** Reads one thing; gives the offset behind it. */
    private int step(int at) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        words.add(new Word("\"", at, at + 1));
        return behindText(at);
      }
      if (Character.isWhitespace(c)) {
        return at + 1;
      }
      if (Character.isLetter(c) || c == '$' || c == '_') {
        return word(at);
      }
      if (c == '{') {
        return hole(at);
      }
      if (text.startsWith("//", at) || text.startsWith("/*", at)) {
        refuse(at, "a comment cannot stand in a table's DRL", "write it into a row 'note'");
        return text.length();
      }
      if (c == '(') {
        open.push(words.size());
      } else if (c == ')') {
        close(at);
      } else if (c == '@' || c == '}' || (c == ';' && condition && open.isEmpty())) {
        refuse(at, "'" + c + "' cannot stand here", "write one condition or conclusion");
      }
      words.add(new Word(String.valueOf(c), at, at + 1));
      return at + 1;
    }

    private int behindText(int start) {
      char quote = text.charAt(start);
      for (int i = start + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
        if (text.charAt(i) == '\\') {
          i++;
        } else if (text.charAt(i) == quote) {
          return i + 1;
        }
      }
      refuse(start, "a text is not closed", "close it with " + quote);
      return text.length();
    }

    private int word(int start) {
      int end = start + 1;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
      Word word = new Word(text.substring(start, end), start, end);
      words.add(word);
      if (ELSEWHERE.contains(word.text())) {
        refuse(
            start,
            "'" + word.text() + "' cannot stand in a table's DRL",
            "a row 'when' holds conditions, a row 'then' one conclusion");
      }
      return end;
    }

    private int hole(int start) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        refuse(start, "a hole is not closed", "write {heading of a column}");
        return text.length();
      }
      words.add(new Word("{}", start, end + 1));
      holes.add(new Hole(text.substring(start + 1, end).strip(), start, end + 1));
      return end + 1;
    }

    private void close(int at) {
      if (open.isEmpty()) {
        refuse(at, "a bracket closes that none opens", "delete it");
        return;
      }
      int bracket = open.pop();
      if (bracket == 0) {
        return;
      }
      Word type = words.get(bracket - 1);
      boolean plain = bracket < 2 || !words.get(bracket - 2).is(".");
      if (plain && Character.isUpperCase(type.text().charAt(0))) {
        boolean bound = bracket >= 3 && words.get(bracket - 2).is(":");
        patterns.add(
            new Pattern(
                type.text(),
                bound ? words.get(bracket - 3).text() : "",
                words.get(bracket).start(),
                at));
      }
    }

    private void refuse(int at, String message, String hint) {
      problems.add(cell, at, Kind.TEMPLATE, message, hint);
    }
  }
}
