package io.trueup.clients;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** How people write names without the letters that their keyboard lacks. */
final class Latin {
  private static final Map<String, String> LETTERS = letters();

  private Latin() {}

  /** The name in letters of the Latin alphabet without marks; German and Nordic ones as two. */
  static String spelled(String name) {
    return letters(name, true);
  }

  /** The name in letters of the Latin alphabet, marks just left out. */
  static String bare(String name) {
    return letters(name, false);
  }

  /** Letters and digits alone, small: what a web address or a tenant is called. */
  static String squashed(String name) {
    return bare(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static String letters(String name, boolean spelled) {
    StringBuilder out = new StringBuilder();
    for (char c : Normalizer.normalize(name, Normalizer.Form.NFC).toCharArray()) {
      String small = String.valueOf(c).toLowerCase(Locale.ROOT);
      String latin = spelled && "äöüøå".contains(small) ? pair(small) : LETTERS.get(small);
      if (latin == null) {
        out.append(Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0));
      } else if (Character.isUpperCase(c) && !latin.isEmpty()) {
        out.append(latin.substring(0, 1).toUpperCase(Locale.ROOT)).append(latin.substring(1));
      } else {
        out.append(latin);
      }
    }
    return out.toString();
  }

  private static String pair(String small) {
    return switch (small) {
      case "ä" -> "ae";
      case "ü" -> "ue";
      case "å" -> "aa";
      default -> "oe";
    };
  }

  private static Map<String, String> letters() {
    String table =
        "ß ss ø o ł l æ ae œ oe đ d ı i α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x"
            + " ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o ά a έ e ή i ί i ό o ύ y ώ o"
            + " а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t"
            + " у u ф f х h ц ts ч ch ш sh щ sht ъ a ю yu я ya";
    String[] words = table.split(" ");
    Map<String, String> letters = new java.util.HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      letters.put(words[i], words[i + 1]);
    }
    letters.put("ь", "");
    return Map.copyOf(letters);
  }
}
