package io.trueup.folder;

import java.util.Locale;

/** What can be wrong with a row, a cell or a file without making the folder unusable. */
public enum ProblemKind {
  BAD_SHAPE("the row has more or fewer cells than the header, or text after a closing quote"),
  UNCLOSED_QUOTE("a quote opens and never closes; reading went on with the line after it"),
  SWALLOWED_ROWS(
      "the row is sound and kept, but holds lines inside its quotes that look like rows"),
  BAD_ENCODING("the row holds bytes that are not UTF-8"),
  TOO_LONG("a cell has more than 32,768 characters, or the row more than a mebibyte"),
  MISSING_VALUE("a required cell is empty"),
  UNKNOWN_VALUE("the word is none of those that are allowed, or there is no such preset"),
  UNKNOWN_CURRENCY("the code is no ISO 4217 currency"),
  BAD_DATE("the date is not written as a date, or is a day that does not exist"),
  BAD_INSTANT("the instant is not ISO 8601, or lacks its offset from UTC"),
  BAD_NUMBER("the number is not written as one"),
  OUT_OF_RANGE("the number is negative or larger than anything real"),
  BAD_PAIRS("the cell is not written as `name=value` pairs"),
  BAD_ID("an id has more than 256 characters or holds a control character"),
  BAD_TEXT("a text holds a NUL character"),
  DUPLICATE_ID("an earlier row has the same id; the earlier row stays"),
  DANGLING_ID("an id is in no row of the file that it refers to"),
  PARENT_CYCLE("a parent leads back to the company; the company is kept without a parent"),
  UNKNOWN_COLUMN("a split goes by a column that usage.csv does not have; the row fits no record"),
  UNKNOWN_FILE("a file is not read because its name is only nearly a known one"),
  MORE_PROBLEMS("so many more problems of the file are not listed one by one");

  private final String doc;

  ProblemKind(String doc) {
    this.doc = doc;
  }

  /** The code that an {@link io.trueup.facts.InputProblem} carries, such as {@code bad_date}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it means, in one phrase. */
  public String doc() {
    return doc;
  }
}
