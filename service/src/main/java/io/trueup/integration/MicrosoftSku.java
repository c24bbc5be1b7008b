package io.trueup.integration;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A licence that Microsoft sells.
 *
 * @param skuId its id, the same everywhere
 * @param partNumber what Microsoft's interfaces call it, such as {@code SPB}; not unique
 * @param name what people call it
 */
public record MicrosoftSku(UUID skuId, String partNumber, String name) {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Whether a text is a GUID in lower case. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
