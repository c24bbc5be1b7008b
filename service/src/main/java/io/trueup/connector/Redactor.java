package io.trueup.connector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
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

  /**
   * Of a secret in the middle of other bytes, so much of its Base64 form must be left to know it.
   */
  private static final int SHORTEST_WITHIN = 12;

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic|apitoken|apikey|ssws)\\s+[A-Za-z0-9._~+/=-]{8,}");

  private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

  /** The longest first, so that no part of a longer one is left over. */
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
    forms.add(secret);
    if (secret.strip().length() >= SHORTEST) {
      forms.add(secret.strip());
    }
    encoded(secret, forms);
    quoted(secret, forms);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    base64(bytes, forms);
    secrets.addAll(forms);
  }

  /** As it stands in an address or a form. */
  private static void encoded(String secret, Set<String> forms) {
    String plus = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String percent = plus.replace("+", "%20");
    // Most clients leave some signs alone that Java does not.
    String loose =
        percent
            .replace("%21", "!")
            .replace("%24", "$")
            .replace("%27", "'")
            .replace("%28", "(")
            .replace("%29", ")")
            .replace("%2C", ",")
            .replace("%7E", "~");
    for (String form : new String[] {plus, percent, loose}) {
      forms.add(form);
      forms.add(PERCENT.matcher(form).replaceAll(code -> code.group().toLowerCase(Locale.ROOT)));
    }
    forms.add(percent.replace("%", "%25"));
  }

  /** As it stands in JSON, in JSON within JSON, and in HTML. */
  private static void quoted(String secret, Set<String> forms) {
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    forms.add(json);
    forms.add(json.replace("/", "\\/"));
    forms.add(json.replace("\\", "\\\\").replace("\"", "\\\""));
    String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    forms.add(html);
    forms.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
  }

  /** By itself, and behind other bytes, such as a user's name and a colon. */
  private static void base64(byte[] bytes, Set<String> forms) {
    for (int before = 0; before < 3; before++) {
      byte[] moved = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, moved, before, bytes.length);
      String text = Base64.getEncoder().withoutPadding().encodeToString(moved);
      // What shares a sign with a neighbour is unlike in each text.
      int from = before == 0 ? 0 : before + 1;
      int to = moved.length % 3 == 0 ? text.length() : text.length() - 1;
      add(text.substring(from, Math.max(from, to)), forms);
    }
    String alone = Base64.getEncoder().encodeToString(bytes);
    String bare = alone.replace("=", "");
    for (String form : Arrays.asList(alone, bare)) {
      forms.add(form);
      forms.add(form.replace('+', '-').replace('/', '_'));
      forms.add(URLEncoder.encode(form, StandardCharsets.UTF_8));
    }
  }

  private static void add(String within, Set<String> forms) {
    if (within.length() >= SHORTEST_WITHIN) {
      forms.add(within);
      forms.add(within.replace('+', '-').replace('/', '_'));
      forms.add(URLEncoder.encode(within, StandardCharsets.UTF_8));
    }
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

  /** The text without secrets, in one line of at most so many characters. */
  String line(String text, int most) {
    // First clean, then cut: of a secret that is cut in two, the first half would be left.
    return Texts.cut(clean(text), most);
  }
}
