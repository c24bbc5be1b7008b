package io.trueup.connector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that people will read: vendors like to repeat what they were sent.
 * Safe for use by several threads.
 */
public final class Redactor {
  /** What stands in a secret's place. */
  public static final String MASK = "•••";

  /** A shorter text is no secret, and masking it would eat ordinary words. */
  private static final int SHORTEST = 4;

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic|apitoken|apikey)\\s+[A-Za-z0-9._~+/=-]{8,}");

  private final Set<String> secrets =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /** From now on this text, and what it becomes on its way, is masked. */
  public void hide(String secret) {
    if (secret.length() < SHORTEST) {
      return;
    }
    Set<String> forms = new TreeSet<>();
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    forms.add(secret);
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    forms.add(Base64.getEncoder().encodeToString(bytes));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    secrets.addAll(forms);
  }

  /** The text without secrets. */
  public String clean(String text) {
    String cleaned = text;
    for (String secret : secrets) {
      if (cleaned.contains(secret)) {
        cleaned = cleaned.replace(secret, MASK);
      }
    }
    return AUTHORIZATION.matcher(cleaned).replaceAll("$1 " + MASK);
  }
}
