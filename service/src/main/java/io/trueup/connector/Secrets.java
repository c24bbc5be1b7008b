package io.trueup.connector;

import java.util.Optional;

/** The credentials of one integration. */
public interface Secrets {
  /**
   * A credential's value.
   *
   * @param name as the manifest calls it
   */
  Optional<String> find(String name);

  /**
   * Replaces a credential that the vendor lets one use once only, before the answer that brought
   * the new one is used for anything else. Returns when it is stored for good.
   *
   * @throws IllegalStateException when somebody else replaced it meanwhile
   */
  void replace(String name, String old, String value);
}
