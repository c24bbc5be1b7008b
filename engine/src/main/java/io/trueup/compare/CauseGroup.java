package io.trueup.compare;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Differences that the same changes made.
 *
 * @param causes see {@link Difference#causes()}
 * @param certain see {@link Difference#certain()}
 * @param kinds how many of each kind; kinds that there are none of are left out
 * @param clients how many clients they are at
 * @param money the conclusions that differ
 * @param differences the differences, the largest stake first
 */
public record CauseGroup(
    List<RuleChange> causes,
    boolean certain,
    Map<Kind, Integer> kinds,
    int clients,
    Movement money,
    List<Difference> differences) {
  public CauseGroup {
    causes = List.copyOf(causes);
    kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
    differences = List.copyOf(differences);
  }

  /** What the rules' changes are, as a sentence. */
  public String sentence() {
    return Sentences.causes(causes, certain) + ".";
  }
}
