package io.trueup.integration;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.Blobs;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * A tenant's names of Microsoft's SKUs: its import of Microsoft's list, and below it a built-in
 * table of the common ones.
 */
public final class MicrosoftSkus {
  /**
   * A SKU and where its name is from.
   *
   * @param source {@code imported} or {@code built_in}
   */
  public record Named(MicrosoftSku sku, String source) {}

  /**
   * What an import brought.
   *
   * @param rows rows of the list
   * @param skus SKUs that are known now from it
   * @param added SKUs that the import before did not have
   * @param removed SKUs that only the import before had
   * @param problemCount rows that could not be used
   * @param problems the first of them, as {@code line N: column: what is wrong}
   */
  public record Imported(
      long rows, int skus, int added, int removed, long problemCount, List<String> problems) {}

  private static final int LARGEST_SHOWN = 10;

  private final List<MicrosoftSku> builtIn = SkuNames.builtIn();

  /** Ready with the built-in table. */
  public MicrosoftSkus() {}

  /**
   * A list that was read.
   *
   * @param file what was in it
   */
  public static final class Parsed {
    private final SkuFile.Read file;

    private Parsed(SkuFile.Read file) {
      this.file = file;
    }

    /** Equal for two lists exactly when they say the same. */
    public String digest() {
      return HexFormat.of()
          .formatHex(Blobs.sha256().digest(file.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * Reads Microsoft's list; touches no database.
   *
   * @throws ProblemException when it is not that list or no row of it can be used
   */
  public static Parsed parse(InputStream in) throws IOException {
    SkuFile.Read file;
    try {
      file = SkuFile.read(in);
    } catch (SkuFile.UnusableException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }
    if (file.skus().isEmpty()) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST,
          "no row of the file could be used"
              + texts(file.problems()).stream().findFirst().map(first -> ": " + first).orElse("")
              + " — send Microsoft's list as it is");
    }
    return new Parsed(file);
  }

  /** Replaces the tenant's imported names by those of a list. */
  public Imported replace(Handle handle, Parsed parsed, String by) {
    SkuFile.Read file = parsed.file;
    List<UUID> ids = new ArrayList<>();
    List<String> partNumbers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (MicrosoftSku sku : file.skus()) {
      ids.add(sku.skuId());
      partNumbers.add(sku.partNumber());
      names.add(sku.name());
    }
    int removed =
        handle
            .createUpdate("DELETE FROM microsoft_sku WHERE NOT sku_id = ANY (:ids)")
            .bindArray("ids", UUID.class, ids)
            .execute();
    int before =
        handle.createQuery("SELECT count(*) FROM microsoft_sku").mapTo(Integer.class).one();
    handle
        .createUpdate(
            """
            INSERT INTO microsoft_sku (tenant_id, sku_id, sku_part_number, name)
            SELECT current_setting('app.tenant')::uuid, n.id, n.part_number, n.name
            FROM unnest(:ids::uuid[], :parts::text[], :names::text[]) AS n (id, part_number, name)
            ON CONFLICT (tenant_id, sku_id) DO UPDATE
            SET sku_part_number = excluded.sku_part_number, name = excluded.name, imported_at = now()
            """)
        .bindArray("ids", UUID.class, ids)
        .bindArray("parts", String.class, partNumbers)
        .bindArray("names", String.class, names)
        .execute();
    AuditLog.append(
        handle,
        by,
        "microsoft_skus.imported",
        "microsoft-skus",
        Map.of(
            "rows", Long.toString(file.rows()),
            "skus", Integer.toString(ids.size()),
            "problems", Long.toString(file.problemCount())));
    return new Imported(
        file.rows(),
        ids.size(),
        ids.size() - before,
        removed,
        file.problemCount(),
        texts(file.problems()));
  }

  /** The names that hold for the tenant, for many look-ups. */
  public SkuNames names(Handle handle) {
    List<MicrosoftSku> all = new ArrayList<>(builtIn);
    all.addAll(imported(handle));
    return new SkuNames(all);
  }

  /**
   * SKUs by GUID.
   *
   * @param search text to be found in name, part number or GUID
   * @param after GUID of the last row before; empty for the first page
   */
  public List<Named> list(Handle handle, Optional<String> search, String after, int limit) {
    Map<UUID, Named> all = all(handle);
    return all.entrySet().stream()
        .filter(each -> each.getKey().toString().compareTo(after) > 0)
        .map(Map.Entry::getValue)
        .filter(each -> fits(each.sku(), search))
        .limit(limit)
        .toList();
  }

  /** How many there are. */
  public long count(Handle handle, Optional<String> search) {
    return all(handle).values().stream().filter(each -> fits(each.sku(), search)).count();
  }

  private Map<UUID, Named> all(Handle handle) {
    Map<UUID, Named> all = new java.util.TreeMap<>(java.util.Comparator.comparing(UUID::toString));
    builtIn.forEach(sku -> all.put(sku.skuId(), new Named(sku, "built_in")));
    imported(handle).forEach(sku -> all.put(sku.skuId(), new Named(sku, "imported")));
    return all;
  }

  private static List<MicrosoftSku> imported(Handle handle) {
    return handle
        .createQuery("SELECT sku_id, sku_part_number, name FROM microsoft_sku ORDER BY sku_id")
        .map(
            (row, context) ->
                new MicrosoftSku(
                    row.getObject("sku_id", UUID.class),
                    row.getString("sku_part_number"),
                    row.getString("name")))
        .list();
  }

  private static boolean fits(MicrosoftSku sku, Optional<String> search) {
    String wanted = search.orElse("").toLowerCase(Locale.ROOT);
    return wanted.isEmpty()
        || sku.name().toLowerCase(Locale.ROOT).contains(wanted)
        || sku.partNumber().toLowerCase(Locale.ROOT).contains(wanted)
        || sku.skuId().toString().contains(wanted);
  }

  private static List<String> texts(List<SkuFile.Problem> problems) {
    return problems.stream()
        .limit(LARGEST_SHOWN)
        .map(
            each ->
                "line "
                    + each.line()
                    + (each.column().isEmpty() ? "" : ": " + each.column())
                    + (each.value().isEmpty() ? "" : " " + each.value())
                    + ": "
                    + each.what())
        .toList();
  }
}
