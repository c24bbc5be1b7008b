package io.trueup.reconcile;

import io.trueup.platform.db.BulkLoad;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Discrepancies of which only the texts matter. */
final class SearchedRows {
  private SearchedRows() {}

  static DiscrepancyRow row(String id, String company, String explanation) {
    int number = Math.abs(id.hashCode() % 1_000);
    return new DiscrepancyRow(
        id,
        "C-" + id,
        company,
        "ag",
        "ad",
        "P-" + id,
        "m365",
        "T-" + id,
        number % 2 == 0 ? "UNDERBILLING" : "OVERBILLING",
        "quantity",
        null,
        null,
        null,
        null,
        "USD",
        new BigDecimal(number),
        false,
        null,
        null,
        false,
        null,
        null,
        "Bill more",
        "billing",
        List.of("DSC-001"),
        explanation,
        "");
  }

  /** Stores them as a run's, or as those of a part of it. */
  static void store(Handle handle, UUID run, List<DiscrepancyRow> rows) {
    BulkLoad.load(
        handle,
        RunTables.DISCREPANCIES.name(),
        RunTables.DISCREPANCIES.columns(),
        run,
        rows.iterator(),
        RunTables.DISCREPANCIES.write());
    BulkLoad.load(
        handle,
        SearchBlock.TABLE.name(),
        SearchBlock.TABLE.columns(),
        run,
        SearchBlock.of(rows.iterator()),
        SearchBlock.TABLE.write());
  }
}
