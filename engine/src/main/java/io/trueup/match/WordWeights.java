package io.trueup.match;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much a word tells: the rarer it is among the names of all companies, the more. */
final class WordWeights {
  /**
   * A word that companies bear.
   *
   * @param names how many bear it
   */
  private record Borne(int names, double weight) {}

  private final Map<String, Borne> borne = new HashMap<>();
  private final double names;
  private final double most;
  private final double ofUnknown;

  WordWeights(Collection<Name> companyNames) {
    Map<String, Integer> counts = new HashMap<>();
    for (Name name : companyNames) {
      Set<String> seen = new HashSet<>();
      for (String word : name.words()) {
        if (seen.add(word)) {
          counts.merge(word, 1, Integer::sum);
        }
      }
    }
    names = companyNames.size() + 1.0;
    most = Math.log(names / 0.5);
    ofUnknown = weight(0);
    counts.forEach((word, count) -> borne.put(word, new Borne(count, weight(count))));
  }

  private double weight(int count) {
    return Math.log(names / (count + 0.5)) / most;
  }

  /** 1 for a word that no company bears, towards 0 for one that all bear. */
  double of(String word) {
    Borne known = borne.get(word);
    return known == null ? ofUnknown : known.weight();
  }

  /** Companies that have the word in their name. */
  int count(String word) {
    Borne known = borne.get(word);
    return known == null ? 0 : known.names();
  }
}
