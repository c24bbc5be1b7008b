package io.trueup.match;

import io.trueup.text.Folding;
import java.util.Set;

/** Names within domains: acme of acme.co.uk. */
final class Labels {
  /** What people add when the plain name is taken. */
  private static final Set<String> ADDED =
      Set.of(
          "inc", "llc", "co", "corp", "ltd", "plc", "gmbh", "ag", "bv", "group", "gruppe", "hq",
          "online", "usa", "us", "uk", "eu", "de", "it", "mail", "365");

  private Labels() {}

  /** Without dashes, as names are compared with it. */
  static String plain(String label) {
    return Folding.fold(label).replace("-", "").replace("_", "").replace(" ", "");
  }

  /** Whether the label is this name, perhaps with a word that people add. */
  static boolean isOf(String label, Name name) {
    return isOf(label, name.bare()) || isOf(label, name.key()) || label.equals(name.full());
  }

  private static boolean isOf(String label, String joined) {
    return joined.length() >= 2
        && label.startsWith(joined)
        && (label.length() == joined.length() || ADDED.contains(label.substring(joined.length())));
  }

  /** same, initials, beginning (of the name), longer (than the name) or empty. */
  static String compare(String label, Name name) {
    if (isOf(label, name)) {
      return "same";
    }
    if (label.length() >= 2 && label.equals(name.initials()) && name.words().length > 1) {
      return "initials";
    }
    String joined = name.bare();
    if (label.length() >= 5 && joined.startsWith(label)) {
      return "beginning";
    }
    return joined.length() >= 5 && label.startsWith(joined) ? "longer" : "";
  }
}
