package io.trueup.facts;

/**
 * Nobody can say what the usage is billed by.
 *
 * @param usageId the usage
 * @param reason why, as a code
 */
public record Unaccounted(int usageId, String reason) {
  public Unaccounted {
    Texts.required(reason, "reason");
  }

  /** Leaves the usage open, for a person to settle. */
  @Verb
  public static Unaccounted because(Usage usage, String reason) {
    return new Unaccounted(usage.id(), reason);
  }
}
