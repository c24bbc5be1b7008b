package io.trueup.pages;

import io.trueup.client.ClientCompany;
import io.trueup.client.ClientCompanyDao;
import io.trueup.mapping.MappingChange;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.mapping.MappingRows;
import io.trueup.mapping.MappingsInForce;
import io.trueup.stage.MappingPreview;
import io.trueup.whatif.CurrentMonth;
import io.trueup.whatif.MappingChoices;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One mapping as it is edited, with what it would count and what people did to it.
 *
 * @param known the id of the mapping that is changed; empty for a new one
 * @param seen the last change of it, 0 for none
 * @param company what the company it is for is called; empty for all
 * @param problems what is wrong, by column
 * @param preview what it would count; null where it cannot be counted
 * @param month whether there is a month to count in
 * @param error why it did not go through; empty when nothing was wrong
 */
public record MappingEditor(
    String known,
    long seen,
    MappingForm form,
    String company,
    String reason,
    Map<String, String> problems,
    @Nullable MappingPreview preview,
    boolean month,
    List<Past> history,
    boolean retired,
    boolean mayDecide,
    String error) {
  /** What is wrong with the id of a new mapping that is no new one. */
  static final String TAKEN = "is taken: open the mapping that has it, or leave it empty";

  private static final int LONGEST_NAME = 200;

  /** A change, and whether it holds. */
  public record Past(MappingChange change, boolean inForce, boolean undone) {}

  /** What was asked for: the fields of the editor. */
  record Asked(String known, long seen, Map<String, String> cells, String reason, String error) {
    Asked wrong(String why) {
      return new Asked(known, seen, cells, reason, why);
    }

    String cell(String column) {
      return cells.getOrDefault(column, "");
    }
  }

  /**
   * What the service knows of what is edited.
   *
   * @param taken ids that a new mapping cannot have
   */
  record Kept(List<MappingChange> changes, String company, Set<String> taken) {
    static Kept of(Handle handle, Asked asked, Optional<CurrentMonth> month) {
      String company = asked.cell("company_id");
      return new Kept(
          asked.known().isEmpty() ? List.of() : MappingChangeDao.of(handle, asked.known()),
          Optional.ofNullable(ClientCompanyDao.find(handle, List.of(company)).get(company))
              .map(ClientCompany::name)
              .orElse(""),
          asked.known().isEmpty() ? MappingEditor.taken(handle, month) : Set.of());
    }
  }

  static MappingEditor of(Asked asked, Kept kept, Optional<CurrentMonth> month, boolean mayDecide) {
    Map<String, String> cells = new TreeMap<>(asked.cells());
    boolean empty = cells.isEmpty();
    cells.put("mapping_id", id(asked, kept.taken()));
    MappingRows.Read read =
        empty ? new MappingRows.Read(Optional.empty(), Map.of()) : MappingRows.read(cells);
    Map<String, String> problems = new LinkedHashMap<>(read.problems());
    if (kept.taken().contains(asked.cell("mapping_id"))) {
      problems.putIfAbsent("mapping_id", TAKEN);
    }
    MappingPreview preview =
        month.isPresent() && read.mapping().isPresent()
            ? month.get().month().preview(read.mapping().get())
            : null;
    MappingChange inForce = MappingsInForce.of(kept.changes()).get(asked.known());
    return new MappingEditor(
        asked.known(),
        asked.seen(),
        MappingForm.of(asked.cells(), month.map(CurrentMonth::choices).orElse(MappingChoices.NONE)),
        kept.company(),
        asked.reason(),
        problems,
        preview,
        month.isPresent(),
        history(kept.changes(), inForce),
        inForce != null && inForce.kind().equals(MappingChange.RETIRE),
        mayDecide,
        asked.error());
  }

  /** Ids that the month's mappings have, or that ever had been changed. */
  static Set<String> taken(Handle handle, Optional<CurrentMonth> month) {
    Set<String> taken = new HashSet<>(MappingChangeDao.ids(handle));
    month.ifPresent(
        current ->
            current.month().month().serviceMappings().forEach(m -> taken.add(m.mappingId())));
    return taken;
  }

  /** The mapping's id: its own, the one that was typed, or one from its product. */
  static String id(Asked asked, Set<String> taken) {
    if (!asked.known().isEmpty()) {
      return asked.known();
    }
    if (!asked.cell("mapping_id").isEmpty()) {
      return asked.cell("mapping_id");
    }
    String base = "P-" + asked.cell("product_code").replace("*", "all");
    String company = asked.cell("company_id");
    String wanted = company.isEmpty() ? base : base + "-" + company;
    String begin = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME));
    String free = begin;
    for (int i = 2; taken.contains(free); i++) {
      free = begin + "-" + i;
    }
    return free;
  }

  private static List<Past> history(List<MappingChange> changes, @Nullable MappingChange inForce) {
    List<Long> undone =
        changes.stream().map(MappingChange::undoes).filter(Objects::nonNull).toList();
    return changes.stream()
        .sorted(Comparator.comparingLong(MappingChange::number).reversed())
        .map(
            change ->
                new Past(
                    change,
                    inForce != null && inForce.number() == change.number(),
                    undone.contains(change.number())))
        .toList();
  }
}
