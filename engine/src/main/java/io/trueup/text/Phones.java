package io.trueup.text;

import java.util.Optional;

/**
 * Telephone numbers in a form that can be compared: {@code +44 (0)20 7946 0958 ext. 12}, {@code
 * 0044 20 79460958} and {@code 020 7946 0958} all give {@code 2079460958}; {@code 1-702-555-0192}
 * and {@code (702) 555.0192} give {@code 7025550192}.
 *
 * <p>The key is the number as dialled inside its country, without a trunk zero. Two numbers of
 * different countries can have one key; with eight digits or more that is rarer than a mistyped
 * number.
 */
public final class Phones {
  private static final int FEWEST = 8;
  private static final int MOST = 15;

  /** Country codes of one digit, and those of two; all others have three (ITU-T E.164). */
  private static final String ONE = "17";

  private static final String TWO =
      " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64"
          + " 65 66 81 82 84 86 90 91 92 93 94 95 98 ";

  private Phones() {}

  /**
   * The digits to compare; empty for what is no number, has fewer than eight digits, or is plainly
   * made up (all digits equal, 123-456-7890, 555-555-5555).
   */
  public static Optional<String> key(String text) {
    boolean international = false;
    StringBuilder digits = new StringBuilder(MOST);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (c == '+' && digits.isEmpty()) {
        international = true;
      } else if (endsNumber(c) && digits.length() >= FEWEST - 1) {
        break;
      }
      if (digits.length() > MOST + 3) {
        return Optional.empty();
      }
    }
    String national = national(digits.toString(), international);
    return national.length() < FEWEST || national.length() > MOST || isMadeUp(national)
        ? Optional.empty()
        : Optional.of(national);
  }

  /** Whether both are numbers and have one key. */
  public static boolean same(String a, String b) {
    Optional<String> key = key(a);
    return key.isPresent() && key.equals(key(b));
  }

  /** Where an extension, a second number or a remark begins. */
  private static boolean endsNumber(char c) {
    return Character.isLetter(c) || c == ',' || c == ';' || c == '#' || c == '/' || c == '|';
  }

  private static String national(String digits, boolean plus) {
    String number = digits;
    boolean international = plus;
    if (!plus && number.startsWith("011") && number.length() > 12) {
      number = number.substring(3);
      international = true;
    } else if (!plus && number.startsWith("00") && number.length() > 10) {
      number = number.substring(2);
      international = true;
    } else if (!plus && number.length() >= 12 && number.charAt(0) != '0') {
      international = true;
    }
    if (international) {
      number = number.substring(Math.min(number.length(), countryCode(number)));
    } else if (number.length() == 11 && (isNorthAmerican(number) || number.charAt(0) == '8')) {
      return number.substring(1);
    }
    int zeros = 0;
    while (zeros < number.length() && number.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros <= 2 ? number.substring(zeros) : "";
  }

  private static int countryCode(String number) {
    if (number.isEmpty() || ONE.indexOf(number.charAt(0)) >= 0) {
      return 1;
    }
    return number.length() > 2 && TWO.contains(" " + number.substring(0, 2) + " ") ? 2 : 3;
  }

  /** 1, then an area and an exchange that begin with 2 to 9. */
  private static boolean isNorthAmerican(String number) {
    return number.charAt(0) == '1' && number.charAt(1) >= '2' && number.charAt(4) >= '2';
  }

  private static boolean isMadeUp(String number) {
    return number.chars().distinct().count() <= 1
        || "01234567890123".contains(number)
        || "98765432109876".contains(number)
        || number.endsWith("5555555")
        || number.endsWith("0000000")
        || number.endsWith("9999999")
        || number.endsWith("1111111");
  }
}
