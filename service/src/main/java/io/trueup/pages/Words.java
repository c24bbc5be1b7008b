package io.trueup.pages;

import io.trueup.platform.http.ProblemException;
import java.util.List;

/** Sentences that people write into forms. */
final class Words {
  private static final int MOST = 2000;

  private Words() {}

  static String required(String field, String text) {
    if (text.isBlank()) {
      throw ProblemException.invalid(field, "is missing; say it in a sentence", List.of());
    }
    return optional(field, text);
  }

  static String optional(String field, String text) {
    if (text.length() > MOST || text.indexOf('\0') >= 0) {
      throw ProblemException.invalid(field, "must be at most 2000 characters of text", List.of());
    }
    return text.strip();
  }
}
