package io.trueup.facts;

import java.util.Objects;

/**
 * A text of the policy.
 *
 * @param name its name in policy.yml
 * @param value the text; may be empty
 */
public record PolicyText(String name, String value) {
  public PolicyText {
    Texts.required(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
