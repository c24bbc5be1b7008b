package io.trueup.connector;

import java.time.Instant;
import java.util.Map;

/**
 * A vendor's answer as it came.
 *
 * @param stream the stream that asked
 * @param partition of which parent, such as a tenant's id; empty where there is one only
 * @param page counts from 1 within the partition
 * @param request method and address without secrets, for people
 * @param status the HTTP status
 * @param headers the few headers that reading needs, by lower-case name
 * @param body bytes after transfer and content encoding are undone
 * @param receivedAt when
 */
public record RecordedAnswer(
    String stream,
    String partition,
    int page,
    String request,
    int status,
    Map<String, String> headers,
    byte[] body,
    Instant receivedAt) {
  public RecordedAnswer {
    headers = Map.copyOf(headers);
  }
}
