package io.trueup.table;

/** What a field holds, as far as a cell has to be written for it. */
public enum FieldKind {
  /** Text that is empty when it is not known. */
  TEXT("a text"),
  /** Text that is absent when it is not known. */
  NAMED_TEXT("a text"),
  NUMBER("a number"),
  TRUTH("yes or no"),
  DATE("a date"),
  MOMENT("a moment"),
  MONTH("a month"),
  /** Nothing that a cell can say. */
  OTHER("nothing that a cell can say");

  private final String shown;

  FieldKind(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }
}
