package io.trueup.oidc;

/** A sign-in that did not go through, told to the person in a sentence. */
public final class OidcException extends Exception {
  private static final long serialVersionUID = 1L;

  OidcException(String told) {
    super(told, null, false, false);
  }

  /** What the person is told. */
  public String told() {
    return String.valueOf(getMessage());
  }
}
