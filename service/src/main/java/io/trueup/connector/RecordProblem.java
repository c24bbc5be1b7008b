package io.trueup.connector;

/**
 * A vendor's record that could not become a fact, or not wholly.
 *
 * @param stream the stream that it was read by
 * @param kind stable code, such as {@code missing_id}, {@code bad_date}, {@code unknown_value}
 * @param field the column that it was meant for
 * @param record the vendor's id of the record where it has one, else its place such as {@code page
 *     2, record 17}
 * @param value the value that was found, cut to 200 characters
 * @param what what is wrong and what to do, in one sentence
 * @param dropped whether the record is kept out; false where only the cell is
 */
public record RecordProblem(
    String stream,
    String kind,
    String field,
    String record,
    String value,
    String what,
    boolean dropped) {
  /** The same without secrets, each text in one line. */
  RecordProblem cleaned(Redactor redactor) {
    return new RecordProblem(
        stream,
        kind,
        field,
        redactor.line(record, 200),
        redactor.line(value, 200),
        redactor.line(what, 400),
        dropped);
  }
}
