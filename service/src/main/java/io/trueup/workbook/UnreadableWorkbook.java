package io.trueup.workbook;

import java.io.IOException;

/** A workbook that cannot be taken as a table. One line: what, where, what to do. */
public final class UnreadableWorkbook extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableWorkbook(String what, String where, String advice) {
    super(what + " — " + where + " — " + advice);
  }
}
