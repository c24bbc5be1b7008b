package io.trueup.table;

import io.trueup.table.TableProblem.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a table is for.
 *
 * @param field from 0
 * @param label its heading, for people and for {@code {holes}}
 * @param means the cell that says what it means
 */
record Column(int field, String label, Cell means, Meaning meaning) {
  /** What a column means. */
  sealed interface Meaning permits About, Value, Asks, Note {}

  /** It says something about the rule itself: {@code id}, {@code name}, {@code owner}, ... */
  record About(String what) implements Meaning {}

  /** A value that the text of the rule asks for by {@code {label}}. */
  record Value(FieldKind kind) implements Meaning {}

  /** For people only. */
  record Note() implements Meaning {}

  /**
   * A condition on a field of one of the rule's facts.
   *
   * @param target the fact's type or variable
   */
  record Asks(String target, String path, Operator operator) implements Meaning {
    /** {@code productCode ==}. */
    String written() {
      return path + " " + operator.drl();
    }
  }

  private static final Map<String, Meaning> WORDS =
      Map.ofEntries(
          Map.entry("id", new About("id")),
          Map.entry("name", new About("name")),
          Map.entry("owner", new About("owner")),
          Map.entry("since", new About("since")),
          Map.entry("rationale", new About("rationale")),
          Map.entry("ticket", new About("ticket")),
          Map.entry("note", new Note()),
          Map.entry("text", new Value(FieldKind.TEXT)),
          Map.entry("number", new Value(FieldKind.NUMBER)),
          Map.entry("date", new Value(FieldKind.DATE)),
          Map.entry("yes or no", new Value(FieldKind.TRUTH)));

  private static final Pattern ASKS =
      Pattern.compile(
          "(\\$?[A-Za-z_][A-Za-z0-9_]{0,99})\\."
              + "([A-Za-z_][A-Za-z0-9_.]{0,199})"
              + "(?:\\[\\s*\"?([A-Za-z0-9_][A-Za-z0-9_. -]{0,99})\"?\\s*\\])?"
              + "(?:\\s+(.{0,40})|\\s*([=<>!].{0,40}))?");

  /** What a cell says that its column means; nothing, and a problem, when it cannot be. */
  static @Nullable Meaning meaning(Cell cell, Problems problems) {
    String word = cell.word();
    Meaning known = WORDS.get(word.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    Matcher asks = ASKS.matcher(word);
    if (!asks.matches() || asks.group(2).endsWith(".")) {
      problems.add(
          cell,
          Kind.COLUMN,
          "\"" + Literal.shortened(word) + "\" does not say what the column means",
          "write a fact and its field, as in Position.productCode is; or one of id, name, owner,"
              + " since, rationale, ticket, note, text, number, date, yes or no");
      return null;
    }
    String written = asks.group(4) != null ? asks.group(4) : asks.group(5);
    Optional<Operator> operator = Operator.find(written == null ? "" : written);
    if (operator.isEmpty()) {
      problems.add(
          cell,
          Kind.COLUMN,
          "\"" + Literal.shortened(String.valueOf(written)) + "\" is no comparison",
          "write is, is not, less than, at most, more than, at least, one of, none of, contains,"
              + " does not contain, starts with, ends with or like");
      return null;
    }
    String path =
        asks.group(3) == null
            ? asks.group(2)
            : asks.group(2) + "[" + Literal.quoted(asks.group(3).strip()) + "]";
    return new Asks(asks.group(1), path, operator.get());
  }

  boolean isAbout(String what) {
    return meaning instanceof About about && about.what().equals(what);
  }
}
