package io.trueup.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: what a vendor answers may repeat what it was asked with. Found are
 * the secrets in use as they are, URL-encoded, escaped for JSON or HTML, and in base64, by
 * themselves or within a longer text, also when the text was cut in their middle; and values that
 * look like credentials by their name, whosever they are.
 *
 * <p>A secret of fewer than {@link #SHORTEST} characters is left alone: taking it out would take
 * out ordinary words.
 */
public final class Redaction {
  /** Secrets shorter than this are not looked for. */
  public static final int SHORTEST = 4;

  /** What stands in place of a secret. */
  public static final String HIDDEN = "[hidden]";

  /** Finds no secrets of anybody's, only what looks like one. */
  public static final Redaction NONE = new Redaction(List.of());

  private static final int SHORTEST_CUT = 6;
  private static final int SHORTEST_BASE64 = 6;

  // "Basic" and the like are also ordinary words: what follows must not be one.
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)\\b(basic|bearer|apitoken|digest|negotiate)(\\s+)"
              + "(?=[A-Za-z._~+/=-]*\\d|[A-Za-z0-9._~+/=-]{20})[A-Za-z0-9._~+/=-]{6,}");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:authorization|x-api-key|api[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token"
              + "|client[_-]?secret|private[_-]?key|password|passwd|secret|token|visa)"
              + "(?:\\\\?[\"'])?\\s*[:=]\\s*(?:\\\\?[\"'])?)"
              + "(?!\\[hidden\\]|(?i:basic|bearer|apitoken|digest|negotiate)\\s)"
              + "([^\\s\"'\\\\&<>,;{}]{4,})");
  private static final Pattern JWT =
      Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?");

  private final List<String> forms;

  private Redaction(Collection<String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        addForms(secret, all);
      }
    }
    all.removeIf(form -> form.length() < SHORTEST);
    // The longest first, so that no part of a longer one is left over.
    this.forms =
        all.stream()
            .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(x -> x))
            .toList();
  }

  /** For texts in which these secrets may occur. */
  public static Redaction of(Collection<String> secrets) {
    return new Redaction(secrets);
  }

  /** The text without secrets. */
  public String clean(String text) {
    if (text.length() < SHORTEST) {
      return text;
    }
    String clean = text;
    for (String form : forms) {
      clean = clean.replace(form, HIDDEN);
    }
    clean = withoutCutEnd(clean);
    clean = JWT.matcher(clean).replaceAll(HIDDEN);
    clean = SCHEME.matcher(clean).replaceAll("$1$2" + HIDDEN);
    return NAMED.matcher(clean).replaceAll("$1" + HIDDEN);
  }

  /** A secret whose end was cut off together with the text's. */
  private String withoutCutEnd(String text) {
    String body = text.replaceAll("(…|\\.\\.\\.)$", "");
    for (String form : forms) {
      for (int length = Math.min(form.length(), body.length()); length >= SHORTEST_CUT; length--) {
        if (body.regionMatches(body.length() - length, form, 0, length)) {
          return body.substring(0, body.length() - length) + HIDDEN + text.substring(body.length());
        }
      }
    }
    return text;
  }

  private static void addForms(String secret, Set<String> forms) {
    forms.add(secret);
    forms.add(secret.strip());
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (String form : List.of(encoded, encoded.replace("+", "%20"), loosely(encoded))) {
      forms.add(form);
      forms.add(lowerPercent(form));
    }
    String json = json(secret, false);
    forms.add(json);
    forms.add(json.replace("/", "\\/"));
    forms.add(json(secret, true));
    // JSON within JSON, as an error that quotes the request has it.
    forms.add(json(json, false));
    forms.add(html(secret));
    for (String within : base64(secret.getBytes(StandardCharsets.UTF_8))) {
      forms.add(within);
      forms.add(within.replace('+', '-').replace('/', '_'));
      forms.add(within.replace("+", "%2B").replace("/", "%2F"));
    }
  }

  /** As browsers and most clients encode: they leave some signs alone that Java does not. */
  private static String loosely(String encoded) {
    return encoded
        .replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }

  private static String lowerPercent(String text) {
    return Pattern.compile("%[0-9A-F]{2}")
        .matcher(text)
        .replaceAll(code -> code.group().toLowerCase(Locale.ROOT));
  }

  /**
   * What is certain of the base64 of any text that holds these bytes: as three bytes become four
   * letters, there are three ways how they can lie.
   */
  private static List<String> base64(byte[] bytes) {
    String[] found = new String[3];
    Arrays.fill(found, "");
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      int from = before == 0 ? 0 : before + 1;
      int to = shifted.length % 3 == 0 ? all.length() : all.length() - 1;
      if (to - from >= SHORTEST_BASE64) {
        found[before] = all.substring(from, to);
      }
    }
    Set<String> forms = new LinkedHashSet<>(Arrays.asList(found));
    forms.add(Base64.getEncoder().encodeToString(bytes));
    return List.copyOf(forms);
  }

  private static String json(String text, boolean ascii) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // .NET also escapes these in ASCII output.
          if (c < 0x20 || (ascii && (c > 0x7e || "&<>+'".indexOf(c) >= 0))) {
            out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
