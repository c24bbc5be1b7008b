package io.trueup.connector;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens that a {@link FakeVendor} handed out and still takes. */
final class FakeTokens {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(token|base64|epoch)(?::([^}]*))?}}");

  private final Map<String, String> live = new LinkedHashMap<>();
  private final List<String> issued = new ArrayList<>();

  /** A text with new tokens, by {@code rule}, in place of {@code {{token}}}. */
  synchronized String issue(String text, String rule) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              if (!place.group(1).equals("token")) {
                return Matcher.quoteReplacement(constant(place.group(1), place.group(2)));
              }
              String token = "handed-out-" + rule + "-" + (issued.size() + 1) + "-q7Zx";
              issued.add(token);
              live.put(token, rule);
              return token;
            });
  }

  /** From now on no token that was handed out is good. */
  synchronized void revoke() {
    live.clear();
  }

  synchronized List<String> issued() {
    return List.copyOf(issued);
  }

  /**
   * Whether a text is as expected, where {@code {{token}}} stands for any good token, {@code
   * {{token:NAME}}} for one of that rule and {@code {{base64:TEXT}}} for the text encoded.
   */
  synchronized boolean fits(String expected, String text) {
    Matcher place = PLACE.matcher(expected);
    StringBuilder pattern = new StringBuilder();
    int from = 0;
    while (place.find()) {
      pattern.append(Pattern.quote(expected.substring(from, place.start())));
      if (place.group(1).equals("token")) {
        List<String> good = new ArrayList<>();
        String rule = place.group(2);
        live.forEach(
            (token, by) -> {
              if (rule == null || rule.equals(by)) {
                good.add(Pattern.quote(token));
              }
            });
        // With no token to be had, nothing may fit.
        pattern.append(good.isEmpty() ? "(?!)" : "(?:" + String.join("|", good) + ")");
      } else {
        pattern.append(Pattern.quote(constant(place.group(1), place.group(2))));
      }
      from = place.end();
    }
    pattern.append(Pattern.quote(expected.substring(from)));
    return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  private static String constant(String word, String text) {
    return word.equals("base64")
        ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        : Long.toString(System.currentTimeMillis() / 1000);
  }
}
