package io.trueup.facts;

/**
 * A service mapping whose filters agree with a usage: the reason why it may be counted.
 *
 * @param id number of this selection within its company
 * @param usageId the usage
 * @param companyId the company that pays: of the position, else of the usage
 * @param mappingId the mapping
 * @param productCode the PSA product that the mapping bills
 * @param positionKey the billing position that uses the mapping; empty when the company has none
 * @param role count, component or check
 * @param count how the mapping counts
 * @param billed whether a billing position uses the mapping
 * @param accepted whether the mapping accepts the usage's state
 * @param idle whether the usage has been idle for longer than the mapping allows
 * @param best whether it is the most specific of the mappings that no position uses
 */
public record Selection(
    int id,
    int usageId,
    String companyId,
    String mappingId,
    String productCode,
    String positionKey,
    @Words({"count", "component", "check"}) String role,
    @Words({"records", "quantity", "distinct_users", "distinct_devices", "none"}) String count,
    boolean billed,
    boolean accepted,
    boolean idle,
    boolean best) {
  public Selection {
    companyId = Texts.text(companyId);
    Texts.required(mappingId, "mappingId");
    Texts.required(productCode, "productCode");
    positionKey = Texts.text(positionKey);
    Texts.required(role, "role");
    Texts.required(count, "count");
  }

  /** The same selection under another number, of a usage under another number. */
  public Selection numbered(int number, int usage) {
    return new Selection(
        number,
        usage,
        companyId,
        mappingId,
        productCode,
        positionKey,
        role,
        count,
        billed,
        accepted,
        idle,
        best);
  }
}
