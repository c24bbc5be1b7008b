package io.trueup.rulebase;

import java.util.Objects;

/**
 * One rule file.
 *
 * @param path the file's path in the bundle, with slashes: {@code discrepancies/quantity.drl}
 * @param text the file's text
 */
public record RuleSource(String path, String text) {
  public RuleSource {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(text, "text");
  }
}
