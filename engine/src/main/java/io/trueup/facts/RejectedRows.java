package io.trueup.facts;

/**
 * Rows of the input that could not be used, by file, column and kind of problem.
 *
 * @param key file, column and kind together
 * @param file the file
 * @param column the column, empty when the row as a whole is wrong
 * @param kind what is wrong
 * @param rows how many rows
 * @param first the first of them, as file:line: column: what is wrong
 */
public record RejectedRows(
    String key, String file, String column, String kind, long rows, String first)
    implements Subject {
  public RejectedRows {
    Texts.required(key, "key");
    Texts.required(file, "file");
    column = Texts.text(column);
    Texts.required(kind, "kind");
    Texts.required(first, "first");
  }
}
