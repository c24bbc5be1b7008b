package io.trueup.folder;

/** What a cell may hold, and how it is written. */
public enum ColumnType {
  /** An id: any text of at most 256 characters without control characters. */
  ID("id", "text of at most 256 characters, without control characters"),
  /** Any text. */
  TEXT("text", "any text"),
  /** Texts separated by semicolons. */
  LIST("list", "texts separated by `;`"),
  /** A word; where words are listed, one of them, in upper or lower case. */
  WORD("word", "one word, upper or lower case"),
  /** Words or patterns separated by semicolons. */
  PATTERNS("patterns", "values separated by `;`, with `*` for any text"),
  /** {@code name=pattern} pairs separated by semicolons. */
  PAIRS("pairs", "`name=value` separated by `;`, with `*` in the value for any text"),
  /** An ISO 4217 code. */
  CURRENCY("currency", "ISO 4217 code such as `USD`"),
  /** A date. */
  DATE("date", "`YYYY-MM-DD`"),
  /** A moment with its offset from UTC. */
  INSTANT("instant", "ISO 8601 with an offset, such as `2026-03-31T08:15:00Z`"),
  /** A moment with its offset, or a date that stands for its first moment in UTC. */
  MOMENT("instant or date", "ISO 8601 with an offset, or `YYYY-MM-DD` for its start in UTC"),
  /** A decimal number. */
  DECIMAL(
      "decimal", "digits with `.` before the fraction; at most 12 digits before and 12 after it"),
  /** A whole number. */
  WHOLE("whole number", "digits");

  private final String label;
  private final String notation;

  ColumnType(String label, String notation) {
    this.label = label;
    this.notation = notation;
  }

  /** Its name in the reference page. */
  public String label() {
    return label;
  }

  /** How a cell of this type is written, in words. */
  public String notation() {
    return notation;
  }
}
