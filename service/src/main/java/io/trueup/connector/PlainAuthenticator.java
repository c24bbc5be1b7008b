package io.trueup.connector;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers that stay the same: none, a user and password, or keys. */
final class PlainAuthenticator implements Authenticator {
  private final Manifest.Auth auth;
  private final Redactor redactor;

  PlainAuthenticator(Manifest.Auth auth, Redactor redactor) {
    this.auth = auth;
    this.redactor = redactor;
  }

  @Override
  public Question sign(Question question, Map<String, ?> names) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (auth.type().equals("basic")) {
      String user = fill(auth.username(), names);
      String password = fill(auth.password(), names);
      redactor.hide(user + ":" + password);
      headers.put("Authorization", basic(user, password));
    }
    Requests.fill(auth.headers(), names, headers);
    headers.entrySet().removeIf(each -> each.getKey().isEmpty() || each.getValue().isEmpty());
    return question.with(headers);
  }

  @Override
  public boolean renew(Question refused, Map<String, ?> names) {
    return false;
  }

  static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static String fill(@org.jspecify.annotations.Nullable String text, Map<String, ?> names) {
    return text == null ? "" : Template.fill(text, names, Template.Encoding.NONE);
  }
}
