package io.trueup.stage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * @param values what tells records apart: something that no field is, then the fields; by number
   */
  void each(List<String> fields, List<String> told, Map<List<Object>, Integer> values) {
    for (String field : fields) {
      int at = told.indexOf(field);
      notes.without(field, at < 0 || values.size() < 2 ? groups.size() : without(at + 1, values));
    }
  }

  private int without(int at, Map<List<Object>, Integer> values) {
    int[] rest = new int[values.size()];
    Map<Collection<Object>, Integer> known = new HashMap<>();
    values.forEach(
        (all, number) -> {
          List<Object> others = new ArrayList<>(all);
          others.remove(at);
          rest[number] = known.computeIfAbsent(others, k -> known.size());
        });
    return known.size() == values.size()
        ? groups.size()
        : groups.distinct(
            (shape, flags, account, more, into) -> into.add(shape, flags, account, rest[more], 0));
  }
}
