package io.trueup.text;

import java.util.HashMap;
import java.util.Map;

/** Entities of HTML, which exports leave in names: {@code Smith &amp;amp; Sons}. */
final class Entities {
  /** U+00A0 to U+00FF in order, as HTML 4 names them. */
  private static final String LATIN_1 =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn"
          + " sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
          + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
          + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave"
          + " Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig"
          + " ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute"
          + " ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

  private static final Map<String, Integer> NAMED = named();
  private static final int LONGEST_NAME = 8;

  /** A text is escaped once too often, hardly ever twice. */
  private static final int ROUNDS = 3;

  private Entities() {}

  static String unescaped(String text) {
    String result = text;
    for (int round = 0; round < ROUNDS && result.indexOf('&') >= 0; round++) {
      String next = once(result);
      if (next.equals(result)) {
        return result;
      }
      result = next;
    }
    return result;
  }

  private static String once(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '&' ? text.indexOf(';', i) : -1;
      int entity = end > i + 1 && end - i <= LONGEST_NAME + 2 ? entity(text, i + 1, end) : -1;
      if (entity < 0) {
        out.append(c);
      } else {
        out.appendCodePoint(entity);
        i = end;
      }
    }
    return out.toString();
  }

  private static int entity(String text, int from, int to) {
    if (text.charAt(from) != '#') {
      String name = text.substring(from, to);
      return NAMED.getOrDefault(
          name, NAMED.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), -1));
    }
    boolean hex = from + 1 < to && (text.charAt(from + 1) | 0x20) == 'x';
    int code = 0;
    int digits = from + (hex ? 2 : 1);
    if (digits == to) {
      return -1;
    }
    for (int i = digits; i < to; i++) {
      int digit = Character.digit(text.charAt(i), hex ? 16 : 10);
      if (digit < 0) {
        return -1;
      }
      code = code * (hex ? 16 : 10) + digit;
    }
    return Character.isValidCodePoint(code) ? code : -1;
  }

  private static Map<String, Integer> named() {
    Map<String, Integer> named = new HashMap<>();
    int code = 0xa0;
    for (String name : LATIN_1.split(" ", -1)) {
      named.put(name, code++);
    }
    named.put("amp", (int) '&');
    named.put("lt", (int) '<');
    named.put("gt", (int) '>');
    named.put("quot", (int) '"');
    named.put("apos", (int) '\'');
    named.put("ndash", 0x2013);
    named.put("mdash", 0x2014);
    named.put("lsquo", 0x2018);
    named.put("rsquo", 0x2019);
    named.put("ldquo", 0x201c);
    named.put("rdquo", 0x201d);
    named.put("bull", 0x2022);
    named.put("hellip", 0x2026);
    named.put("trade", 0x2122);
    named.put("scaron", 0x161);
    named.put("Scaron", 0x160);
    named.put("oelig", 0x153);
    named.put("OElig", 0x152);
    return Map.copyOf(named);
  }
}
