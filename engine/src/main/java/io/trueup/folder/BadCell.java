package io.trueup.folder;

/**
 * Why a cell cannot be used.
 *
 * @param kind the problem's code
 * @param message what is wrong and what to do
 */
record BadCell(String kind, String message) {
  static final String DATE = "bad_date";
  static final String INSTANT = "bad_instant";
  static final String NUMBER = "bad_number";
  static final String RANGE = "out_of_range";
  static final String WORD = "unknown_value";
  static final String CURRENCY = "unknown_currency";
  static final String MISSING = "missing_value";
  static final String ID = "bad_id";
  static final String TEXT = "bad_text";
  static final String PAIRS = "bad_pairs";
  static final String LONG = "too_long";
  static final String SHAPE = "bad_shape";
  static final String QUOTE = "unclosed_quote";
  static final String SWALLOWED = "swallowed_rows";
  static final String ENCODING = "bad_encoding";
  static final String DUPLICATE = "duplicate_id";
  static final String DANGLING = "dangling_id";
  static final String CYCLE = "parent_cycle";
  static final String MORE = "more_problems";
  static final String UNKNOWN_FILE = "unknown_file";
  static final String MISSING_FILE = "missing_file";
}
