package io.trueup.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks up what a SKU is called, by its GUID or its part number, whatever their case. */
public final class SkuNames {
  private static final String TABLE = "microsoft-skus.csv";

  private final Map<UUID, MicrosoftSku> byId = new HashMap<>();
  private final Map<String, MicrosoftSku> byPartNumber = new HashMap<>();

  /** Names of these SKUs; of several with the same part number the last one's counts. */
  SkuNames(Collection<MicrosoftSku> skus) {
    for (MicrosoftSku sku : skus) {
      byId.put(sku.skuId(), sku);
      byPartNumber.put(sku.partNumber().toLowerCase(Locale.ROOT), sku);
    }
  }

  /** Those that are built in: what managed service providers sell most. */
  static List<MicrosoftSku> builtIn() {
    try (InputStream in = Objects.requireNonNull(SkuNames.class.getResourceAsStream(TABLE))) {
      return SkuFile.read(in).skus();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SkuFile.UnusableException e) {
      throw new IllegalStateException("the built-in table is unusable", e);
    }
  }

  /** The SKU of a GUID or part number. */
  public Optional<MicrosoftSku> find(String idOrPartNumber) {
    String key = idOrPartNumber.strip().toLowerCase(Locale.ROOT);
    return Stream.of(
            MicrosoftSku.isId(key)
                ? Optional.ofNullable(byId.get(UUID.fromString(key)))
                : Optional.<MicrosoftSku>empty(),
            Optional.ofNullable(byPartNumber.get(key)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
