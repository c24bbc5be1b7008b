package io.trueup.facts;

/**
 * The usage counts towards a billing position, or towards a product that no line bills.
 *
 * @param usageId the usage
 * @param positionKey the position; empty when no line bills the product
 * @param mappingId the mapping that counts it; empty when a rule counts it without one
 * @param productCode the PSA product
 * @param role count, component or check
 * @param committed whether it counts only because it was committed to
 */
public record Counted(
    int usageId,
    String positionKey,
    String mappingId,
    String productCode,
    String role,
    boolean committed) {
  public Counted {
    positionKey = Texts.text(positionKey);
    mappingId = Texts.text(mappingId);
    Texts.required(productCode, "productCode");
    Texts.required(role, "role");
  }

  /** Counts the usage for the position that uses the mapping. */
  @Verb
  public static Counted by(Selection selection) {
    return of(selection, false);
  }

  /** Counts the usage for the position because it is committed to, whatever its state. */
  @Verb
  public static Counted asCommitted(Selection selection) {
    return of(selection, true);
  }

  /** Counts the usage for the mapping's product although no line bills it. */
  @Verb
  public static Counted withoutLine(Selection selection) {
    return new Counted(
        selection.usageId(), "", selection.mappingId(), selection.productCode(), "count", false);
  }

  /** Counts the usage for a position whose mapping does not select it. */
  @Verb
  public static Counted extra(Usage usage, BillingPosition position) {
    return new Counted(
        usage.id(), position.key(), position.mappingId(), position.productCode(), "count", false);
  }

  private static Counted of(Selection selection, boolean committed) {
    return new Counted(
        selection.usageId(),
        selection.positionKey(),
        selection.mappingId(),
        selection.productCode(),
        selection.role(),
        committed);
  }
}
