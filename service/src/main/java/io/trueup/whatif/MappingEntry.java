package io.trueup.whatif;

import io.trueup.mapping.MappingChange;
import io.trueup.mapping.MappingRows;
import io.trueup.stage.MappingSurvey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service mapping that the next run will have.
 *
 * @param cells its row of service_mappings.csv, without cells that say nothing
 * @param counted what it counts in the newest month; null where there is no month yet, or the row
 *     could not be used in it
 * @param change the change by which a person made it; null where the month's own files bring it
 */
public record MappingEntry(
    String mappingId,
    Map<String, String> cells,
    MappingSurvey.@Nullable Counted counted,
    @Nullable MappingChange change) {
  private static final Comparator<List<String>> BY_PLACE =
      Comparator.comparing((List<String> place) -> place.get(0))
          .thenComparing(place -> place.get(1));

  /** A cell; empty where the row says nothing. */
  public String cell(String column) {
    return cells.getOrDefault(column, "");
  }

  /** Whether a text is in its id, product, company or vendor's codes. */
  public boolean has(String text) {
    String wanted = text.toLowerCase(java.util.Locale.ROOT);
    return cells.values().stream()
        .anyMatch(cell -> cell.toLowerCase(java.util.Locale.ROOT).contains(wanted));
  }

  /** Where it stands in a list: what {@link #after} begins behind. */
  public List<String> place() {
    return List.of(cell("product_code"), mappingId);
  }

  /**
   * What follows a place in a list, whether or not the mapping there is still in it.
   *
   * @param place empty for the beginning
   * @param limit most that are given
   */
  public static List<MappingEntry> after(List<MappingEntry> list, List<String> place, int limit) {
    return list.stream()
        .filter(entry -> place.isEmpty() || BY_PLACE.compare(entry.place(), place) > 0)
        .limit(limit)
        .toList();
  }

  /**
   * All mappings, by product.
   *
   * @param inForce changes of people that hold, by mapping
   */
  public static List<MappingEntry> list(
      Optional<CurrentMonth> month, Map<String, MappingChange> inForce) {
    List<MappingEntry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    month.ifPresent(
        current ->
            current
                .survey()
                .mappings()
                .forEach(
                    counted -> {
                      String id = counted.mapping().mappingId();
                      seen.add(id);
                      MappingChange change = inForce.get(id);
                      entries.add(
                          new MappingEntry(
                              id,
                              change != null && change.kind().equals(MappingChange.PUT)
                                  ? change.cells()
                                  : MappingRows.cells(counted.mapping()),
                              counted,
                              change));
                    }));
    for (MappingChange change : inForce.values()) {
      if (change.kind().equals(MappingChange.PUT) && !seen.contains(change.mappingId())) {
        entries.add(new MappingEntry(change.mappingId(), change.cells(), null, change));
      }
    }
    entries.sort(Comparator.comparing(MappingEntry::place, BY_PLACE));
    return entries;
  }
}
