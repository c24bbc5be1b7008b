package io.trueup.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a file's ids: that references lead somewhere and that no id comes twice. */
final class RowIds {
  private final ExportFile file;
  private final Keys keys;
  private final KeySet own;
  private final int[] key;
  private final String[] keyParts;
  private final List<Target> targets = new ArrayList<>();

  /**
   * A row that cannot be used because of an id.
   *
   * @param column the column
   * @param value the id
   * @param why what is wrong
   */
  record Problem(String column, String value, BadCell why) {}

  /** What a reference leads to, and the id that was found there last: rows come in runs. */
  private static final class Target {
    private final Reference reference;
    private final KeySet ids;
    private final int[] columns;
    private final String[] parts;
    private final String[] found;

    Target(Reference reference, KeySet ids, int[] columns) {
      this.reference = reference;
      this.ids = ids;
      this.columns = columns;
      this.parts = new String[columns.length];
      this.found = new String[columns.length];
      Arrays.fill(found, "");
    }

    /** Whether the row's id is there, or the row has none. */
    boolean holds(Row row) {
      for (int i = 0; i < parts.length; i++) {
        parts[i] = row.text(columns[i]);
      }
      if (parts[parts.length - 1].isEmpty() || Arrays.equals(parts, found)) {
        return true;
      }
      boolean holds = ids.contains(parts);
      if (holds) {
        System.arraycopy(parts, 0, found, 0, parts.length);
      }
      return holds;
    }
  }

  RowIds(ExportFile file, Keys keys) {
    this.file = file;
    this.keys = keys;
    this.own = keys.open(file.name());
    Map<String, Integer> positions = file.positions();
    this.key = file.key().stream().mapToInt(name -> position(positions, name)).toArray();
    this.keyParts = new String[key.length];
    for (Reference reference : file.references()) {
      KeySet ids = keys.find(reference.file());
      if (ids != null) {
        targets.add(
            new Target(
                reference,
                ids,
                reference.columns().stream()
                    .mapToInt(name -> position(positions, name))
                    .toArray()));
      }
    }
  }

  private static int position(Map<String, Integer> positions, String name) {
    Integer position = positions.get(name);
    if (position == null) {
      throw new IllegalArgumentException("no column " + name);
    }
    return position;
  }

  /** What is wrong with the row's ids; null when nothing is, and its id is taken from now on. */
  @Nullable Problem check(Row row) {
    for (Target target : targets) {
      if (!target.holds(row)) {
        return dangling(target.reference, target.parts);
      }
    }
    Problem wrong = RowRules.check(file, row, keys);
    if (wrong != null || key.length == 0) {
      return wrong;
    }
    return own.add(parts(row)) ? null : duplicate();
  }

  /** Notes that this row was left out. */
  void leaveOut(Row row) {
    if (key.length > 0 && !row.text(key[key.length - 1]).isEmpty()) {
      keys.leaveOut(file.name(), parts(row).clone(), row.line());
    }
  }

  private String[] parts(Row row) {
    for (int i = 0; i < key.length; i++) {
      keyParts[i] = row.text(key[i]);
    }
    return keyParts;
  }

  private Problem dangling(Reference reference, String[] parts) {
    return new Problem(
        reference.column(),
        String.join("/", parts),
        new BadCell(ProblemKind.DANGLING_ID, keys.explain(reference.file(), parts)));
  }

  private Problem duplicate() {
    return new Problem(
        file.key().get(key.length - 1),
        String.join("/", Arrays.asList(keyParts)),
        new BadCell(
            ProblemKind.DUPLICATE_ID,
            "was used by an earlier row, which stays; give this row an id of its own or remove it"));
  }
}
