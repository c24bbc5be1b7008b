package io.trueup.stage;

import io.trueup.facts.Candidate;
import io.trueup.facts.ConfirmedLink;
import io.trueup.match.Found;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on accounts with the same candidates. Such accounts differ in their ids and in what
 * other accounts of the name tell; where rules do not tell them apart by that, one is asked about.
 */
final class SameVerdict {
  private static final List<String> IDS = List.of("accountKey", "accountId", "integrationId");

  /** Conditions on the ids of an account. */
  static final class Telling {
    private final List<Cases.Probe> probes = new ArrayList<>();
    private final boolean can;

    Telling(Cases cases) {
      boolean all = true;
      for (String field : IDS) {
        Cases.Probe probe = cases.probe(Candidate.class, field);
        all &= probe != null;
        if (probe != null && !probe.isBlind()) {
          probes.add(probe);
        }
      }
      can = all;
    }
  }

  private record Alike(int twins, List<Integer> known, List<Object> told) {}

  private final Telling telling;
  private final Cases.Desk desk;
  private final Map<Alike, Verdict> verdicts = new HashMap<>(4);

  SameVerdict(Telling telling, Cases.Desk desk) {
    this.telling = telling;
    this.desk = desk;
  }

  /**
   * The verdict on one of them; null where there is nothing to ask about.
   *
   * @param link what a person said of it: nobody asks for evidence then
   */
  @Nullable Verdict find(Found found, @Nullable ConfirmedLink link) {
    if (link != null) {
      return desk.find(List.of(link));
    }
    if (found.size() == 0) {
      return null;
    }
    if (!telling.can) {
      return desk.find(List.copyOf(found.facts()));
    }
    Alike alike = new Alike(found.twins(), found.known(), told(found));
    Verdict verdict = verdicts.get(alike);
    if (verdict == null) {
      verdict = desk.find(List.copyOf(found.facts()));
      verdicts.put(alike, verdict);
    }
    return verdict;
  }

  private List<Object> told(Found found) {
    if (telling.probes.isEmpty()) {
      return List.of();
    }
    Candidate first = found.fact(0);
    List<Object> told = new ArrayList<>(telling.probes.size());
    telling.probes.forEach(probe -> told.add(desk.told(probe, first)));
    return told;
  }
}
