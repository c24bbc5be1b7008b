package io.trueup.rulebase;

import java.util.List;

/**
 * Something that rules concluded and that still held when the evaluation ended.
 *
 * @param fact the conclusion
 * @param because every firing that supports it, in rule order; never empty
 */
public record Conclusion(Object fact, List<Firing> because) {
  public Conclusion {
    because = List.copyOf(because);
    if (because.isEmpty()) {
      throw new IllegalArgumentException("a conclusion needs a firing");
    }
  }
}
