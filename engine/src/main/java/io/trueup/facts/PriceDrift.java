package io.trueup.facts;

/**
 * A position that is sold below both the catalogue's price and the vendor's cost.
 *
 * @param positionKey the position
 */
public record PriceDrift(String positionKey) {
  public PriceDrift {
    Texts.required(positionKey, "positionKey");
  }

  /** Marks the position's price as fallen behind. */
  @Verb
  public static PriceDrift of(Position position) {
    return new PriceDrift(position.key());
  }
}
