package io.trueup.table;

import java.util.Optional;

/** What the fields of facts hold. */
@FunctionalInterface
public interface FieldKinds {
  /**
   * What a field holds.
   *
   * @param type a fact's simple name, {@code Usage}
   * @param path a field, or a way through fields: {@code attributes["term"]}
   * @return empty when there is no such field
   */
  Optional<FieldKind> find(String type, String path);
}
