package io.trueup.text;

import java.util.List;
import java.util.Locale;

/**
 * Texts with {@code *} for any run of characters, compared without regard to case. Matching takes
 * time linear in the text for each star, whatever the pattern.
 */
public final class Globs {
  private Globs() {}

  /** Whether {@code text} matches any of {@code globs}; no globs accept anything. */
  public static boolean acceptsAny(List<String> globs, String text) {
    if (globs.isEmpty()) {
      return true;
    }
    for (String glob : globs) {
      if (matches(glob, text)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code text} as a whole matches {@code glob}. */
  public static boolean matches(String glob, String text) {
    if (glob.indexOf('*') < 0) {
      return glob.equalsIgnoreCase(text);
    }
    String pattern = glob.toLowerCase(Locale.ROOT);
    String subject = text.toLowerCase(Locale.ROOT);
    int p = 0;
    int s = 0;
    int star = -1;
    int resume = 0;
    while (s < subject.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = s;
      } else if (p < pattern.length() && pattern.charAt(p) == subject.charAt(s)) {
        p++;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether {@code text} stands for more than itself. */
  public static boolean isGlob(String text) {
    return text.indexOf('*') >= 0;
  }
}
