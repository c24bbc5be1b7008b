package io.trueup.match;

import io.trueup.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cities, states and countries in a form that can be compared. */
final class Places {
  private Places() {}

  /** Folded words, apart by one space. A country's name becomes its code. */
  static String plain(String place) {
    if (place.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    for (String word : Folding.fold(place).split("[^a-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        out.append(out.isEmpty() ? "" : " ").append(word);
      }
    }
    return out.toString();
  }

  /** The words of a place that is plain already. */
  static List<String> words(String plain) {
    return plain.isEmpty() ? List.of() : new ArrayList<>(List.of(plain.split(" ", -1)));
  }

  /** The two-letter code of a country that is named or has its code of three letters. */
  static String country(String plain) {
    return Countries.CODES.getOrDefault(plain, plain);
  }

  /** same, near, different; empty when one is not known. */
  static String compare(String here, String there) {
    if (here.isEmpty() || there.isEmpty()) {
      return "";
    }
    if (here.equals(there)) {
      return "same";
    }
    return contains(here, there) || contains(there, here) ? "near" : "different";
  }

  private static boolean contains(String longer, String shorter) {
    for (int at = longer.indexOf(shorter); at >= 0; at = longer.indexOf(shorter, at + 1)) {
      int end = at + shorter.length();
      if ((at == 0 || longer.charAt(at - 1) == ' ')
          && (end == longer.length() || longer.charAt(end) == ' ')) {
        return true;
      }
    }
    return false;
  }

  /** Held apart: made when the first country is read. */
  private static final class Countries {
    static final java.util.Map<String, String> CODES = new java.util.HashMap<>();

    static {
      for (String code : Locale.getISOCountries()) {
        Locale country = new Locale("", code);
        String two = code.toLowerCase(Locale.ROOT);
        CODES.put(country.getISO3Country().toLowerCase(Locale.ROOT), two);
        CODES.put(plain(country.getDisplayCountry(Locale.ENGLISH)), two);
        CODES.put(plain(country.getDisplayCountry(Locale.GERMAN)), two);
        CODES.put(plain(country.getDisplayCountry(Locale.FRENCH)), two);
      }
      CODES.put("uk", "gb");
      CODES.put("united states of america", "us");
      CODES.put("england", "gb");
    }
  }
}
