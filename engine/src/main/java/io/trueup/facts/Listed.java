package io.trueup.facts;

import java.util.Locale;
import java.util.Objects;

/**
 * One text of a list of the policy.
 *
 * @param list the list's name in policy.yml
 * @param value the text
 */
public record Listed(String list, String value) {
  public Listed {
    Texts.required(list, "list");
    Objects.requireNonNull(value, "value");
  }

  /** The value in small letters, for looking something up whose case does not matter. */
  public String key() {
    return value.toLowerCase(Locale.ROOT);
  }
}
