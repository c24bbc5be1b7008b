package io.trueup.match;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much a word tells: the rarer it is among the names of all companies, the more. */
final class WordWeights {
  private final Map<String, Integer> counts = new HashMap<>();
  private final double names;
  private final double most;

  WordWeights(Collection<Name> companyNames) {
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
  }

  /** 1 for a word that no company bears, towards 0 for one that all bear. */
  double of(String word) {
    return Math.log(names / (counts.getOrDefault(word, 0) + 0.5)) / most;
  }

  /** Companies that have the word in their name. */
  int count(String word) {
    return counts.getOrDefault(word, 0);
  }

  double sum(String[] words) {
    double sum = 0;
    for (String word : words) {
      sum += of(word);
    }
    return sum;
  }
}
