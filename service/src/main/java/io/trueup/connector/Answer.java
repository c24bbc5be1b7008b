package io.trueup.connector;

import java.time.Instant;
import java.util.Map;

/**
 * What came back.
 *
 * @param headers by lower-case name, repeated ones joined by a comma
 * @param body unpacked
 */
record Answer(int status, Map<String, String> headers, byte[] body, Instant receivedAt) {
  Answer {
    headers = Map.copyOf(headers);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
