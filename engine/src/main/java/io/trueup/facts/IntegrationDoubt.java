package io.trueup.facts;

/**
 * An integration whose figures must not count, and why.
 *
 * @param integrationId the integration
 * @param stream the stream that the doubt is about; empty for the integration as a whole
 * @param reason failed_sync, partial_sync, stale_integration, count_collapse, ...
 * @param rank which doubt is named first when there are several; 1 before 2
 */
public record IntegrationDoubt(String integrationId, String stream, String reason, long rank) {
  public IntegrationDoubt {
    Texts.required(integrationId, "integrationId");
    stream = Texts.text(stream);
    Texts.required(reason, "reason");
  }

  /** Holds back whatever is read from the integration. */
  @Verb
  public static IntegrationDoubt because(SyncStatus sync, String reason, long rank) {
    return new IntegrationDoubt(sync.integrationId(), sync.stream(), reason, rank);
  }
}
