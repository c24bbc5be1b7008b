package io.trueup.table;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a column compares its field with a cell, in signs or in words. */
enum Operator {
  IS("==", "is", "=", "equals"),
  IS_NOT("!=", "is not", "<>"),
  LESS("<", "less than", "below", "before"),
  AT_MOST("<=", "at most", "up to"),
  MORE(">", "more than", "above", "after"),
  AT_LEAST(">=", "at least", "from"),
  IN("in", "one of"),
  NOT_IN("not in", "none of"),
  CONTAINS("contains"),
  CONTAINS_NOT("not contains", "does not contain"),
  STARTS_WITH("str[startsWith]", "starts with"),
  ENDS_WITH("str[endsWith]", "ends with"),
  LIKE("matches", "like");

  private final String drl;
  private final ImmutableSet<String> words;

  Operator(String drl, String... words) {
    this.drl = drl;
    this.words = ImmutableSet.copyOf(words);
  }

  String drl() {
    return drl;
  }

  /** Whether a cell holds several values, with semicolons between them. */
  boolean takesList() {
    return this == IN || this == NOT_IN;
  }

  /** Whether it can ask whether there is anything at all. */
  boolean takesEmpty() {
    return this == IS || this == IS_NOT;
  }

  /** Whether only texts can be compared so. */
  boolean isOfTexts() {
    return this == STARTS_WITH || this == ENDS_WITH || this == LIKE;
  }

  /** By its sign or one of its words; nothing at all means {@code ==}. */
  static Optional<Operator> find(String written) {
    String wanted = written.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      return Optional.of(IS);
    }
    return Arrays.stream(values())
        .filter(o -> o.words.contains(wanted) || (o != LIKE && o.drl.equals(wanted)))
        .findFirst();
  }
}
