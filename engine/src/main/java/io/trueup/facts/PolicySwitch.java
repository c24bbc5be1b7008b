package io.trueup.facts;

/**
 * A yes or no of the policy.
 *
 * @param name its name in policy.yml
 * @param on whether it is true
 */
public record PolicySwitch(String name, boolean on) {
  public PolicySwitch {
    Texts.required(name, "name");
  }
}
