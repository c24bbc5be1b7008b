package io.trueup.facts;

/**
 * A difference that stands and is not acted on.
 *
 * @param positionKey the position
 * @param reason within_tolerance, waived, ...
 */
public record Accepted(String positionKey, String reason) {
  public Accepted {
    Texts.required(positionKey, "positionKey");
    Texts.required(reason, "reason");
  }

  /** Accepts the position's difference. */
  @Verb
  public static Accepted because(Position position, String reason) {
    return new Accepted(position.key(), reason);
  }
}
