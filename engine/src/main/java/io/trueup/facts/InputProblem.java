package io.trueup.facts;

/**
 * A row, or a part of one, that could not be used. The rest of the input goes on without it.
 *
 * @param file file name within the folder
 * @param line line on which the row starts, 1 is the header; 0 when the problem is the file's
 * @param column column by its header name, empty when the problem is the row's
 * @param kind what is wrong, as a code: bad_date, bad_number, unknown_value, missing_value,
 *     duplicate_id, dangling_id, bad_shape, too_long, bad_encoding, ...
 * @param value the value as read, shortened to 80 characters
 * @param message what is wrong and what to do, in one line
 */
public record InputProblem(
    String file, int line, String column, String kind, String value, String message) {
  public InputProblem {
    Texts.required(file, "file");
    column = Texts.text(column);
    Texts.required(kind, "kind");
    value = Texts.text(value);
    Texts.required(message, "message");
  }

  /** {@code file:line: column: what is wrong}, as an editor can jump to. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (column.isEmpty() ? "" : column + ": ")
        + message
        + (value.isEmpty() ? "" : " (" + value + ")");
  }
}
