package io.trueup.clients;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Seeded choices. */
final class Draw {
  private final Random random;

  Draw(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L + 3);
  }

  /** Whether something of this chance in a thousand happens. */
  boolean perMille(int chance) {
    return random.nextInt(1000) < chance;
  }

  /** From low to high, both possible. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** One of the keys, as often as its weight among all weights says. */
  <T> T weighted(Map<T, Integer> weights) {
    int at = random.nextInt(sum(weights.values()));
    for (Map.Entry<T, Integer> choice : weights.entrySet()) {
      at -= choice.getValue();
      if (at < 0) {
        return choice.getKey();
      }
    }
    throw new IllegalStateException("weights that do not add up: " + weights);
  }

  void shuffle(List<?> list) {
    java.util.Collections.shuffle(list, random);
  }

  private static int sum(Collection<Integer> weights) {
    return weights.stream().mapToInt(Integer::intValue).sum();
  }
}
