package io.trueup.facts;

/**
 * A position on which nothing stands in the way of comparing billed with used.
 *
 * @param positionKey the position
 */
public record Comparable(
    String positionKey) {
  public Comparable {
    Texts.required(positionKey, "positionKey");
  }

  /** Lets the position be compared. */
  @Verb
  public static Comparable of(Position position) {
    return new Comparable(position.key());
  }
}
