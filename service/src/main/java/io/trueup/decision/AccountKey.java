package io.trueup.decision;

/** An account of a connected system. */
public record AccountKey(String integrationId, String accountId) {
  /** As decisions of the export folder and the audit trail write it. */
  @Override
  public String toString() {
    return integrationId + "/" + accountId;
  }
}
