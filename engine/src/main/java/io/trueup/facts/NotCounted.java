package io.trueup.facts;

/**
 * A position leaves out a usage that its mapping selects.
 *
 * @param selectionId the selection
 * @param usageId the usage
 * @param reason why, as a code
 */
public record NotCounted(int selectionId, int usageId, String reason) {
  public NotCounted {
    Texts.required(reason, "reason");
  }

  /** Leaves the usage out of this position only. */
  @Verb
  public static NotCounted by(Selection selection, String reason) {
    return new NotCounted(selection.id(), selection.usageId(), reason);
  }
}
