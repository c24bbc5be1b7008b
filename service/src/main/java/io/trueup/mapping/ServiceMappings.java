package io.trueup.mapping;

import io.trueup.audit.AuditLog;
import io.trueup.platform.http.Problem;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and retires service mappings on a person's word; the change and its audit event
 * are one transaction, the caller's. The next run follows it.
 */
public final class ServiceMappings {
  private static final int LONGEST_REASON = 1_000;

  /**
   * Who changes what.
   *
   * @param seen number of the last change of it that the person has seen, 0 for none; null when
   *     that does not matter
   * @param reason why; may be blank where a mapping is put
   */
  public record Word(String mappingId, @Nullable Long seen, String reason, String by) {}

  /**
   * The mapping is this from now on; it takes the place of whatever had its id.
   *
   * @param cells its row by column; the id among them is the word's
   * @return empty when nothing is different
   * @throws ProblemException when the row cannot be used, naming each column that is wrong
   */
  public Optional<MappingChange> put(Handle handle, Word word, Map<String, String> cells) {
    Map<String, String> row = new TreeMap<>(cells);
    row.put("mapping_id", word.mappingId());
    MappingRows.Read read = MappingRows.read(row);
    Map<String, String> problems = new TreeMap<>(read.problems());
    Map<String, String> given = MappingRows.given(row);
    String company = given.getOrDefault("company_id", "");
    if (!company.isEmpty() && !problems.containsKey("company_id") && !known(handle, company)) {
      problems.put("company_id", "names no company of the PSA; see /api/v1/companies");
    }
    refuse(problems);
    Turn turn = turn(handle, word);
    MappingChange now = turn.inForce();
    if (now != null && now.kind().equals(MappingChange.PUT) && now.cells().equals(given)) {
      return Optional.empty();
    }
    return Optional.of(make(handle, turn, word, MappingChange.PUT, given, null));
  }

  /** There is no such mapping from now on, not even where a dataset brings it. */
  public Optional<MappingChange> retire(Handle handle, Word word) {
    required(word);
    Turn turn = turn(handle, word);
    MappingChange now = turn.inForce();
    if (now != null && now.kind().equals(MappingChange.RETIRE)) {
      return Optional.empty();
    }
    return Optional.of(make(handle, turn, word, MappingChange.RETIRE, Map.of(), null));
  }

  /**
   * A change does not count any more: what it took the place of holds again.
   *
   * @param number the change; null for the one in force
   */
  public MappingChange undo(Handle handle, Word word, @Nullable Long number) {
    required(word);
    Turn turn = turn(handle, word);
    MappingChange now = turn.inForce();
    if (now == null || (number != null && number != now.number())) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "That change of "
              + word.mappingId()
              + " is not in force: it was undone, or a later one took its place.");
    }
    return make(handle, turn, word, MappingChange.UNDO, Map.of(), now.number());
  }

  private record Turn(long last, @Nullable MappingChange inForce) {}

  private static Turn turn(Handle handle, Word word) {
    long last = MappingChangeDao.lock(handle);
    List<MappingChange> changes = MappingChangeDao.of(handle, word.mappingId());
    long seen = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).number();
    if (word.seen() != null && word.seen() != seen) {
      throw new ProblemException(
          ProblemType.PRECONDITION_FAILED,
          seen == 0
              ? "Nobody has changed this mapping yet: read it again."
              : changes.get(changes.size() - 1).by()
                  + " changed it meanwhile (change "
                  + seen
                  + "): read it again, and send yours with its new ETag.");
    }
    return new Turn(last, MappingsInForce.of(changes).get(word.mappingId()));
  }

  private static MappingChange make(
      Handle handle,
      Turn turn,
      Word word,
      String kind,
      Map<String, String> cells,
      @Nullable Long undoes) {
    MappingChange made =
        MappingChangeDao.insert(
            handle,
            turn.last(),
            word.mappingId(),
            kind,
            cells,
            undoes,
            reason(word.reason()),
            word.by());
    Map<String, String> detail = new TreeMap<>(cells);
    detail.put("change_no", Long.toString(made.number()));
    if (undoes != null) {
      detail.put("undoes", undoes.toString());
    }
    if (!made.reason().isEmpty()) {
      detail.put("reason", made.reason());
    }
    AuditLog.append(handle, word.by(), "mapping." + kind, word.mappingId(), detail);
    return made;
  }

  private static boolean known(Handle handle, String companyId) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM client_company WHERE company_id = :id)")
        .bind("id", companyId)
        .mapTo(Boolean.class)
        .one();
  }

  private static void required(Word word) {
    if (word.reason().isBlank()) {
      throw ProblemException.invalid(
          "reason", "is missing: say why, for whoever looks at the bill later", List.of());
    }
  }

  private static String reason(String reason) {
    if (reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
      throw ProblemException.invalid("reason", "must be at most 1000 characters", List.of());
    }
    return reason.strip();
  }

  private static void refuse(Map<String, String> problems) {
    if (problems.isEmpty()) {
      return;
    }
    List<Problem.Place> places = new ArrayList<>();
    problems.forEach((column, message) -> places.add(new Problem.Place(column, message)));
    Problem.Place first = places.get(0);
    throw new ProblemException(
        ProblemType.INVALID_REQUEST,
        first.field()
            + " "
            + first.message()
            + (places.size() > 1 ? ", and " + (places.size() - 1) + " more" : "")
            + ".",
        places);
  }
}
