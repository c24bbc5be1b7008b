package io.trueup.facts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the last synchronisation of one stream of an integration went: one list that the vendor is
 * asked for, such as its users.
 *
 * @param integrationId the integration
 * @param stream the stream's name
 * @param lastAttemptAt when it was last tried
 * @param lastSuccessAt when it last succeeded; null means never
 * @param lastStatus succeeded, failed, partial or never; empty when not known
 * @param records records that it has now, without unreadable ones
 * @param previousRecords records that it had when it was last believed; null when it never was
 * @param unreadableRecords records that had to be left out
 * @param attributes every other column of the row, by its name
 */
public record StreamSync(
    String integrationId,
    String stream,
    @Nullable Instant lastAttemptAt,
    @Nullable Instant lastSuccessAt,
    String lastStatus,
    long records,
    @Nullable Long previousRecords,
    long unreadableRecords,
    Map<String, String> attributes) {
  public StreamSync {
    Texts.required(integrationId, "integrationId");
    Texts.required(stream, "stream");
    lastStatus = Texts.text(lastStatus);
    attributes = Texts.sorted(attributes);
  }
}
