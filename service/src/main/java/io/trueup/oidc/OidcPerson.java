package io.trueup.oidc;

import java.util.List;
import java.util.Locale;

/**
 * Whom the identity provider vouches for.
 *
 * @param subject who it is, for ever
 * @param name what a user's name is made of
 * @param fullName how pages call them
 * @param groups that they are in
 */
record OidcPerson(
    String issuer, String subject, String name, String fullName, List<String> groups) {
  private static final int LONGEST_NAME = 50;
  private static final int LONGEST_FULL_NAME = 100;

  OidcPerson {
    groups = List.copyOf(groups);
  }

  /** The name as users' names are: small letters, digits, {@code . _ -}. */
  String userName() {
    String local = name.replaceFirst("@.*$", "").toLowerCase(Locale.ROOT);
    String clean = local.replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+|[-._]+$", "");
    return clean.isEmpty() ? "user" : clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
  }

  /** The full name as users' full names are. */
  String shownName() {
    String clean = fullName.replaceAll("\\p{Cc}+", " ").strip();
    String shown = clean.isEmpty() ? userName() : clean;
    return shown.substring(0, Math.min(shown.length(), LONGEST_FULL_NAME)).strip();
  }
}
