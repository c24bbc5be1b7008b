package io.trueup.pages;

import io.trueup.mapping.MappingRows;
import io.trueup.platform.http.ProblemException;
import io.trueup.whatif.MappingChoices;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form of a mapping: what was typed, and what there is to choose from.
 *
 * @param cells what was typed, by column
 * @param kinds kinds to tick; those that are typed and no usual ones among them
 * @param choices what the month has
 */
public record MappingForm(
    Map<String, String> cells,
    List<String> kinds,
    List<String> deviceClasses,
    List<String> states,
    List<String> categories,
    MappingChoices choices) {
  private static final int LONGEST = 4_000;

  /** What was typed in a column; empty for nothing. */
  public String cell(String column) {
    return cells.getOrDefault(column, "");
  }

  /** Whether one of a column's values is ticked. */
  public boolean ticked(String column, String value) {
    return values(cell(column)).contains(value);
  }

  /** The cells of a form that was sent: boxes of one column are joined. */
  static Map<String, String> cells(MultivaluedMap<String, String> form) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (String column : MappingRows.columns()) {
      List<String> typed = form.getOrDefault(column, List.of());
      String cell =
          typed.stream()
              .map(String::strip)
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining(";"));
      if (cell.length() > LONGEST) {
        throw ProblemException.invalid(column, "must be at most 4000 characters", List.of());
      }
      if (!cell.isEmpty()) {
        cells.put(column, cell);
      }
    }
    return cells;
  }

  static MappingForm of(Map<String, String> cells, MappingChoices choices) {
    return new MappingForm(
        cells,
        choices("kind", cells),
        choices("device_class", cells),
        choices("states", cells),
        MappingRows.allowed("category"),
        choices);
  }

  private static List<String> choices(String column, Map<String, String> cells) {
    Set<String> all = new LinkedHashSet<>(MappingRows.allowed(column));
    all.addAll(values(cells.getOrDefault(column, "")));
    return List.copyOf(all);
  }

  private static List<String> values(String cell) {
    return Arrays.stream(cell.split(";", -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
