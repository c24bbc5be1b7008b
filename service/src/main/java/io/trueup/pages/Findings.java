package io.trueup.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.StepDao;
import io.trueup.rulebook.StepRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a draft as its files are now.
 *
 * @param checked the last check; null when it was not checked
 * @param problems of the last check, the first hundred
 * @param tested the last test; null when it was not tested
 * @param failed names of scenarios that do not hold, the first hundred
 * @param uncovered ids of rules that no scenario fires
 * @param compared the last comparison; null when it was not compared
 * @param effect what the comparison found; null when it was not compared
 */
public record Findings(
    @Nullable StepRow checked,
    List<Place> problems,
    @Nullable StepRow tested,
    List<String> failed,
    List<String> uncovered,
    @Nullable StepRow compared,
    @Nullable Effect effect) {
  /**
   * What a draft would make of a month.
   *
   * @param kinds how many discrepancies appear, vanish and so on, in words
   * @param money per currency
   * @param causes which change of the rules made how many of the differences
   * @param clients those with the most differences
   * @param clientCount how many have any
   */
  public record Effect(
      List<Count> kinds,
      List<Moved> money,
      List<Cause> causes,
      List<Client> clients,
      long clientCount) {}

  /** So many of a kind. */
  public record Count(String kind, long count) {}

  /** How the totals of a currency move. */
  public record Moved(
      String currency,
      @Nullable BigDecimal underbilledBefore,
      @Nullable BigDecimal underbilledAfter,
      @Nullable BigDecimal underbilled,
      @Nullable BigDecimal overbilledBefore,
      @Nullable BigDecimal overbilledAfter,
      @Nullable BigDecimal overbilled,
      @Nullable BigDecimal heldBefore,
      @Nullable BigDecimal heldAfter,
      @Nullable BigDecimal held) {
    /** Whether any of its totals would be another. */
    public boolean differs() {
      return Stream.of(underbilled, overbilled, held)
          .anyMatch(change -> change != null && change.signum() != 0);
    }
  }

  /** A change of the rules and what it made different. */
  public record Cause(String sentence, long differences, long clients, boolean certain) {}

  /** A client whose month would be another. */
  public record Client(String id, String name, long differences, List<Moved> money) {}

  static Findings of(Handle handle, DraftRow draft) {
    Optional<StepRow> checked = last(handle, draft, "checked");
    Optional<StepRow> tested = last(handle, draft, "tested");
    Optional<StepRow> compared = last(handle, draft, "compared");
    JsonNode check = json(checked);
    JsonNode test = json(tested);
    return new Findings(
        checked.orElse(null),
        Json.texts(check, "problems").stream().map(Place::of).toList(),
        tested.orElse(null),
        Json.texts(test, "failed"),
        Json.texts(test, "uncovered"),
        compared.orElse(null),
        compared.map(step -> effect(Json.read(step.result()))).orElse(null));
  }

  private static Optional<StepRow> last(Handle handle, DraftRow draft, String kind) {
    return StepDao.findLast(handle, draft.draftId(), kind, draft.contentRevision());
  }

  private static JsonNode json(Optional<StepRow> step) {
    return Json.read(step.map(StepRow::result).orElse("{}"));
  }

  private static Effect effect(JsonNode json) {
    List<Count> kinds = new ArrayList<>();
    json.path("kinds")
        .fields()
        .forEachRemaining(each -> kinds.add(new Count(each.getKey(), each.getValue().asLong())));
    List<Cause> causes = new ArrayList<>();
    json.path("causes")
        .forEach(
            each ->
                causes.add(
                    new Cause(
                        Json.text(each, "sentence"),
                        each.path("differences").asLong(),
                        each.path("client_count").asLong(),
                        each.path("certain").asBoolean(true))));
    List<Client> clients = new ArrayList<>();
    json.path("clients")
        .forEach(
            each ->
                clients.add(
                    new Client(
                        Json.text(each, "company_id"),
                        Json.text(each, "company_name"),
                        each.path("differences").asLong(),
                        moved(each.path("money")))));
    return new Effect(
        kinds,
        moved(json.path("totals")),
        causes,
        clients,
        json.path("client_count").asLong(clients.size()));
  }

  private static List<Moved> moved(JsonNode money) {
    List<Moved> all = new ArrayList<>();
    money
        .fields()
        .forEachRemaining(
            each -> {
              JsonNode before = each.getValue().path("before");
              JsonNode after = each.getValue().path("after");
              JsonNode change = each.getValue().path("change");
              all.add(
                  new Moved(
                      each.getKey(),
                      Json.decimal(before, "underbilled"),
                      Json.decimal(after, "underbilled"),
                      Json.decimal(change, "underbilled"),
                      Json.decimal(before, "overbilled"),
                      Json.decimal(after, "overbilled"),
                      Json.decimal(change, "overbilled"),
                      Json.decimal(before, "held"),
                      Json.decimal(after, "held"),
                      Json.decimal(change, "held")));
            });
    return all;
  }
}
