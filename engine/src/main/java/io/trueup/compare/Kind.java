package io.trueup.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a conclusion differs. A matched line is no discrepancy. */
public enum Kind {
  /** There was none, or the line was matched; now it is reported. */
  APPEARED,
  /** It was reported; now there is none, or the line is matched. */
  VANISHED,
  /** Its class or its reason is another. */
  RECLASSIFIED,
  /** Its class and reason are the same; a quantity or an amount is another. */
  CHANGED,
  /** The same billing item stands at another client or line. */
  MOVED,
  /** Matched both times, with other quantities or for another reason. */
  REMATCHED;

  /** As it is written in files and requests. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, as written. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Kind::word).toList();
  }
}
