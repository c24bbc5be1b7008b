package io.trueup.connector;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, ready to be sent.
 *
 * @param headers by name as it is sent
 * @param body null where there is none
 * @param mayGo whether the host of another address, as a redirect names it, may be asked
 */
record Question(
    String method,
    URI address,
    Map<String, String> headers,
    byte @Nullable [] body,
    @Nullable String contentType,
    HostRule mayGo) {
  Question {
    headers.forEach(Requests::requireOneLine);
  }

  /** Which hosts may be asked. */
  interface HostRule {
    boolean allows(URI address);
  }

  Question with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Question(method, address, all, body, contentType, mayGo);
  }

  /** Method and address for people. */
  String shown(Redactor redactor) {
    return redactor.line(method + " " + address, 300);
  }
}
