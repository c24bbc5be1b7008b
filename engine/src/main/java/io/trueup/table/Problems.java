package io.trueup.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a table; the same problem is kept once. */
final class Problems {
  // more help nobody, and a hostile table could make as many as it has cells
  private static final int MAX_SHOWN = 200;

  private final Set<TableProblem> found = new LinkedHashSet<>();
  private int met;

  void add(Cell cell, TableProblem.Kind kind, String message, String hint) {
    add(cell.problem(kind, "cell " + cell.name() + ": " + message, hint));
  }

  void add(Cell cell, int offset, TableProblem.Kind kind, String message, String hint) {
    Place place = cell.place(offset);
    add(
        new TableProblem(
            place.line(), place.column(), kind, "cell " + cell.name() + ": " + message, hint));
  }

  void add(TableProblem problem) {
    met++;
    if (!isFull()) {
      found.add(problem);
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether no more are kept. */
  boolean isFull() {
    return found.size() >= MAX_SHOWN;
  }

  /** How many were met so far, those that are not kept among them. */
  int met() {
    return met;
  }

  List<TableProblem> list() {
    return List.copyOf(found);
  }
}
