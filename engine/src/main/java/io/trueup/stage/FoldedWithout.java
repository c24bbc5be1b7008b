package io.trueup.stage;

import java.util.List;

/** Counts what a company's records would fold to if rules did not read one of the fields. */
final class FoldedWithout {
  private final FoldGroups groups;
  private final FoldNotes notes;

  FoldedWithout(FoldGroups groups, FoldNotes notes) {
    this.groups = groups;
    this.notes = notes;
  }

  /**
   * Without telling accounts apart because of a rule.
   *
   * @param anyway whether they are kept apart in any case
   */
  void account(boolean anyway) {
    notes.without(
        "accountId",
        anyway
            ? groups.size()
            : groups.distinct(
                (shape, flags, account, more, into) -> into.add(shape, flags, -1, more, 0)));
  }

  /**
   * Without each of some fields.
   *
   * @param fields their names
   * @param told those of them that tell records apart here, in the order in which values stand
   * @param rests what tells records apart: something that no field is, then the fields
   */
  void each(List<String> fields, List<String> told, FoldRests rests) {
    for (String field : fields) {
      int at = told.indexOf(field);
      notes.without(field, at < 0 || rests.size() < 2 ? groups.size() : without(at + 1, rests));
    }
  }

  private int without(int at, FoldRests rests) {
    FoldRests known = new FoldRests(rests.width());
    int[] rest =
        rests.map(
            told -> {
              System.arraycopy(told, 0, known.next(), 0, told.length);
              known.next()[at] = 0;
              return known.number();
            });
    return known.size() == rests.size()
        ? groups.size()
        : groups.distinct(
            (shape, flags, account, more, into) -> into.add(shape, flags, account, rest[more], 0));
  }
}
