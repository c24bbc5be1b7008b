package io.trueup.stage;

import io.trueup.facts.IntegrationDoubt;
import io.trueup.facts.SyncStatus;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules doubt about measured synchronisations, told in words. */
final class Doubts {
  private static final int STREAMS_NAMED = 3;

  /**
   * Why an integration is not believed: the gravest reason.
   *
   * @param fact the gravest conclusion, about the integration or the first of its streams
   * @param words why, as the end of a sentence
   * @param rules the rules that said so
   */
  record Doubt(IntegrationDoubt fact, String words, List<RuleInfo> rules) {}

  private final Map<String, List<SyncStatus>> statuses = new HashMap<>();
  private final Map<String, List<Conclusion>> conclusions = new HashMap<>();

  Doubts(Collection<SyncStatus> measured, Outcome outcome) {
    for (SyncStatus status : measured) {
      statuses.computeIfAbsent(status.integrationId(), k -> new ArrayList<>()).add(status);
    }
    for (Conclusion conclusion : outcome.conclusions()) {
      if (conclusion.fact() instanceof IntegrationDoubt doubt) {
        conclusions.computeIfAbsent(doubt.integrationId(), k -> new ArrayList<>()).add(conclusion);
      }
    }
  }

  /**
   * The gravest doubt about an integration; empty when it may be believed. Streams are named where
   * some of them are doubted for that reason and others are not, and an only one always.
   */
  Optional<Doubt> about(String integrationId) {
    List<Conclusion> all = conclusions.getOrDefault(integrationId, List.of());
    return gravest(all).map(gravest -> told(gravest, all));
  }

  /** The gravest doubt about one stream, or about the whole where {@code stream} is empty. */
  Optional<Doubt> about(String integrationId, String stream) {
    List<Conclusion> all =
        conclusions.getOrDefault(integrationId, List.of()).stream()
            .filter(conclusion -> doubt(conclusion).stream().equals(stream))
            .toList();
    return gravest(all).map(gravest -> told(gravest, all));
  }

  private static Optional<IntegrationDoubt> gravest(List<Conclusion> all) {
    return all.stream()
        .map(Doubts::doubt)
        .min(
            Comparator.comparingLong(IntegrationDoubt::rank)
                .thenComparing(IntegrationDoubt::reason));
  }

  private Doubt told(IntegrationDoubt gravest, List<Conclusion> all) {
    List<Conclusion> same =
        all.stream()
            .filter(
                c ->
                    doubt(c).rank() == gravest.rank() && doubt(c).reason().equals(gravest.reason()))
            .sorted(Comparator.comparing(c -> doubt(c).stream()))
            .toList();
    List<Conclusion> streams = same.stream().filter(c -> !doubt(c).stream().isEmpty()).toList();
    boolean whole = streams.size() < same.size();
    List<SyncStatus> measured = statuses.getOrDefault(gravest.integrationId(), List.of());
    long known = measured.stream().filter(status -> !status.stream().isEmpty()).count();
    List<Conclusion> named =
        streams.isEmpty() || (whole && known > 1 && streams.size() == known)
            ? same.subList(0, 1)
            : streams;
    List<String> words = new ArrayList<>();
    for (Conclusion conclusion : named.subList(0, Math.min(named.size(), STREAMS_NAMED))) {
      measured.stream()
          .filter(status -> status.stream().equals(doubt(conclusion).stream()))
          .findFirst()
          .ifPresent(status -> words.add(DoubtWords.of(status, gravest.reason())));
    }
    if (named.size() > STREAMS_NAMED) {
      words.add("and " + (named.size() - STREAMS_NAMED) + " more");
    }
    List<RuleInfo> rules = List.of();
    for (Conclusion conclusion : named) {
      rules = Rules.together(rules, Rules.of(conclusion));
    }
    return new Doubt(doubt(named.get(0)), String.join("; ", words), rules);
  }

  private static IntegrationDoubt doubt(Conclusion conclusion) {
    return (IntegrationDoubt) conclusion.fact();
  }
}
