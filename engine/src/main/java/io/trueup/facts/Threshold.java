package io.trueup.facts;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A number of the policy.
 *
 * @param name its name in policy.yml
 * @param value the number
 */
public record Threshold(String name, BigDecimal value) {
  public Threshold {
    Texts.required(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
