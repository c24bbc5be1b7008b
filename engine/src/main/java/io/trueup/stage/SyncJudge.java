package io.trueup.stage;

import io.trueup.facts.SyncStatus;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says whether synchronisations are to be believed, by the rules and thresholds that a run of a
 * month uses, without a month. Safe for several threads.
 */
public final class SyncJudge {
  /**
   * Why something is not believed.
   *
   * @param reason failed_sync, partial_sync, stale_integration, count_collapse, or a reason that
   *     rules of one's own give
   * @param words why, as the end of a sentence without its full stop
   * @param ruleIds the rules that said so, in order
   */
  public record Doubt(String reason, String words, List<String> ruleIds) {
    public Doubt {
      ruleIds = List.copyOf(ruleIds);
    }
  }

  /**
   * What is doubted.
   *
   * @param integrations the gravest doubt by integration, be it about the whole or about streams
   * @param streams doubts by integration, then by stream; the empty stream is the whole
   */
  public record Judgement(
      Map<String, Doubt> integrations, Map<String, Map<String, Doubt>> streams) {
    /**
     * The doubt about a stream, or about the integration as a whole where {@code stream} is empty.
     */
    public Optional<Doubt> find(String integrationId, String stream) {
      return Optional.ofNullable(streams.getOrDefault(integrationId, Map.of()).get(stream));
    }
  }

  private final RuleBundle bundle;

  public SyncJudge(RuleBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Judges synchronisations: of integrations as a whole, of their streams, or both.
   *
   * @throws IllegalStateException when the rules did not come to an end
   */
  public Judgement judge(Collection<SyncStatus> statuses) {
    List<Object> facts = new ArrayList<>(bundle.policy());
    facts.addAll(statuses);
    Outcome outcome = bundle.rules(Discrepancies.STAGE).evaluate(facts);
    if (!outcome.complete()) {
      throw new IllegalStateException(
          "the rules about synchronisations were stopped: " + outcome.stoppedBecause());
    }
    Doubts doubts = new Doubts(statuses, outcome);
    Map<String, Doubt> integrations = new TreeMap<>();
    Map<String, Map<String, Doubt>> streams = new TreeMap<>();
    for (SyncStatus status : statuses) {
      String id = status.integrationId();
      doubts.about(id).ifPresent(doubt -> integrations.put(id, doubt(doubt)));
      doubts
          .about(id, status.stream())
          .ifPresent(
              doubt ->
                  streams
                      .computeIfAbsent(id, k -> new TreeMap<>())
                      .put(status.stream(), doubt(doubt)));
    }
    return new Judgement(integrations, streams);
  }

  private static Doubt doubt(Doubts.Doubt doubt) {
    return new Doubt(
        doubt.fact().reason(), doubt.words(), doubt.rules().stream().map(RuleInfo::id).toList());
  }

  /**
   * Hours from the last success to {@code at}, as rules compare them; 0 when there was none or it
   * is later.
   */
  public static BigDecimal hoursSince(@Nullable Instant lastSuccessAt, Instant at) {
    return Health.hours(lastSuccessAt, at).max(BigDecimal.ZERO);
  }
}
