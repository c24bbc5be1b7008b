package io.trueup.facts;

/**
 * The usage is left out, for a reason.
 *
 * @param usageId the usage
 * @param reason why, as a code
 */
public record Exclusion(int usageId, String reason) {
  public Exclusion {
    Texts.required(reason, "reason");
  }

  /** Leaves the usage out. */
  @Verb
  public static Exclusion because(Usage usage, String reason) {
    return new Exclusion(usage.id(), reason);
  }

  /** Leaves the usage out because its state is not billed: {@code state_suspended} and the like. */
  @Verb
  public static Exclusion forState(Usage usage) {
    return new Exclusion(usage.id(), "state_" + usage.state());
  }
}
