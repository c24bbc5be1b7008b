package io.trueup.text;

import java.util.HashMap;
import java.util.Map;

/**
 * One spelling for words of names that are shortened or spelled in several ways, from {@code
 * abbreviations.txt} beside this class.
 */
public final class Abbreviations {
  private static final Map<String, String> CANONICAL = new HashMap<>();

  static {
    for (String line : Lists.entries("abbreviations.txt")) {
      int equals = line.indexOf('=');
      String canonical = line.substring(0, equals).strip();
      CANONICAL.put(canonical, canonical);
      for (String other : line.substring(equals + 1).split(",", -1)) {
        CANONICAL.putIfAbsent(other.strip(), canonical);
      }
    }
  }

  private Abbreviations() {}

  /**
   * The spelling that stands for a folded word: "mgmt" and "management" give one; else the word.
   */
  public static String canonical(String word) {
    return CANONICAL.getOrDefault(word, word);
  }

  /** Whether the word is in the list, in whichever spelling. */
  public static boolean isKnown(String word) {
    return CANONICAL.containsKey(word);
  }
}
