package io.trueup.provenance;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.provenance.RecordDao.UsedRecord;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The records behind a discrepancy as CSV; text that a spreadsheet would run is guarded. */
public final class RecordsCsv {
  private static final int CHUNK = 5000;
  private static final List<Column<UsedRecord>> COLUMNS =
      List.of(
          new Column<>("integration_id", UsedRecord::integrationId),
          new Column<>("account_id", UsedRecord::accountId),
          new Column<>("record_id", UsedRecord::recordId),
          new Column<>("company_id", UsedRecord::companyId),
          new Column<>("fate", UsedRecord::standing),
          new Column<>("reason", UsedRecord::reason),
          new Column<>("addition_id", UsedRecord::additionId),
          new Column<>("rule_ids", UsedRecord::ruleIds),
          new Column<>("name", UsedRecord::who),
          new Column<>("user_id", UsedRecord::userId),
          new Column<>("device_id", UsedRecord::deviceId),
          new Column<>("kind", UsedRecord::kind),
          new Column<>("product", UsedRecord::product),
          new Column<>("state", UsedRecord::state),
          new Column<>("quantity", UsedRecord::quantity),
          new Column<>("unit", UsedRecord::unit),
          new Column<>("created_at", UsedRecord::createdAt),
          new Column<>("last_active_at", UsedRecord::lastActiveAt));

  private RecordsCsv() {}

  /** Writes them, a piece at a time: no transaction waits for a slow reader. */
  public static void write(
      TenantDb db,
      TenantId tenant,
      UUID run,
      DiscrepancyRow row,
      RecordDao.Filter filter,
      OutputStream out)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CsvFile<UsedRecord> file = new CsvFile<>(COLUMNS, writer);
    long after = 0;
    List<UsedRecord> chunk;
    do {
      long from = after;
      chunk = db.read(tenant, handle -> Provenance.records(handle, run, row, filter, from, CHUNK));
      for (UsedRecord record : chunk) {
        file.write(record);
        after = record.ordinal();
      }
    } while (chunk.size() == CHUNK);
    writer.flush();
  }
}
