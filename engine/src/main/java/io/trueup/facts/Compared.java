package io.trueup.facts;

/**
 * A position on which nothing stands in the way of comparing billed with used.
 *
 * @param positionKey the position
 */
public record Compared(String positionKey) {
  public Compared {
    Texts.required(positionKey, "positionKey");
  }

  /** Lets the position be compared. */
  @Verb
  public static Compared of(Position position) {
    return new Compared(position.key());
  }
}
