package io.trueup.glance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.trueup.platform.db.StoredJson;
import io.trueup.reconcile.PackedEvidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a run found about one product in one currency.
 *
 * @param productCode empty for what is about no product
 * @param name as a billing line calls it; the code where none does
 * @param overbilled negative
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ProductMoney(
    String productCode,
    String name,
    String currency,
    long discrepancies,
    long clients,
    BigDecimal underbilled,
    BigDecimal overbilled,
    BigDecimal held,
    BigDecimal reclaimable) {
  /** What decides its place: money that would change hands. */
  public BigDecimal size() {
    return underbilled.subtract(overbilled);
  }

  /** Products with money to bill or to credit, of each currency the largest first. */
  public static List<ProductMoney> largest(Handle handle, UUID run, int eachCurrency) {
    return handle
        .createQuery(
            """
            SELECT p.*, e.evidence, %s AS block
            FROM (
              SELECT *, row_number() OVER (
                PARTITION BY currency ORDER BY underbilled - overbilled DESC, product_code) AS place
              FROM run_product WHERE run_id = :run AND underbilled - overbilled <> 0) p
            LEFT JOIN discrepancy_evidence e
              ON e.run_id = :run AND e.discrepancy_id = p.example_id
            WHERE p.place <= :most ORDER BY p.currency, p.place
            """
                .formatted(PackedEvidence.BLOCK))
        .bind("run", run)
        .bind("most", eachCurrency)
        .map(
            (row, context) ->
                new ProductMoney(
                    row.getString("product_code"),
                    name(
                        row.getString("product_code"),
                        row.getBytes("evidence"),
                        row.getBytes("block")),
                    row.getString("currency"),
                    row.getLong("discrepancies"),
                    row.getLong("clients"),
                    row.getBigDecimal("underbilled"),
                    row.getBigDecimal("overbilled"),
                    row.getBigDecimal("held"),
                    row.getBigDecimal("reclaimable")))
        .list();
  }

  /** How a billing line of the product calls it. */
  private static String name(
      String productCode, byte @Nullable [] evidence, byte @Nullable [] block) {
    if (evidence != null) {
      for (JsonNode line : StoredJson.read(PackedEvidence.text(evidence, block)).path("lines")) {
        String description = StoredJson.text(line, "description");
        if (!description.isEmpty() && StoredJson.text(line, "product_code").equals(productCode)) {
          return description;
        }
      }
    }
    return productCode;
  }
}
