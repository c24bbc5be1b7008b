package io.trueup.facts;

/**
 * What is counted is paid for but not used.
 *
 * @param usageId the usage
 * @param positionKey the position that counts it
 * @param productCode the PSA product
 * @param reason inactive, unassigned, shared_mailbox, room_mailbox, ...
 */
public record IdleSeat(int usageId, String positionKey, String productCode, String reason) {
  public IdleSeat {
    positionKey = Texts.text(positionKey);
    Texts.required(productCode, "productCode");
    Texts.required(reason, "reason");
  }

  /** Marks what the position counts as an inactive seat. */
  @Verb
  public static IdleSeat of(Selection selection, String reason) {
    return new IdleSeat(
        selection.usageId(), selection.positionKey(), selection.productCode(), reason);
  }
}
