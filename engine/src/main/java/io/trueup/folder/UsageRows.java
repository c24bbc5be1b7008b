package io.trueup.folder;

import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.util.Objects;

/** From rows of usage.csv to records; the columns' positions are looked up once, not row by row. */
final class UsageRows {
  private static final int INTEGRATION_ID = position("integration_id");
  private static final int ACCOUNT_ID = position("account_id");
  private static final int RECORD_ID = position("record_id");
  private static final int KIND = position("kind");
  private static final int PRODUCT_CODE = position("product_code");
  private static final int PRODUCT_NAME = position("product_name");
  private static final int NAME = position("name");
  private static final int USER_ID = position("user_id");
  private static final int DEVICE_ID = position("device_id");
  private static final int DEVICE_CLASS = position("device_class");
  private static final int STATE = position("state");
  private static final int QUANTITY = position("quantity");
  private static final int UNIT = position("unit");
  private static final int UNIT_COST = position("unit_cost");
  private static final int CREATED_AT = position("created_at");
  private static final int LAST_ACTIVE_AT = position("last_active_at");
  private static final int COMMITMENT_END_DATE = position("commitment_end_date");
  private static final int TRIAL_END_DATE = position("trial_end_date");

  private UsageRows() {}

  private static int position(String column) {
    return Objects.requireNonNull(ExportFiles.USAGE.positions().get(column), column);
  }

  static UsageRecord record(Row row) {
    BigDecimal quantity = row.decimal(QUANTITY);
    return new UsageRecord(
        row.text(INTEGRATION_ID),
        row.text(ACCOUNT_ID),
        row.text(RECORD_ID),
        row.text(KIND),
        row.text(PRODUCT_CODE),
        row.text(PRODUCT_NAME),
        row.text(NAME),
        row.text(USER_ID),
        row.text(DEVICE_ID),
        row.text(DEVICE_CLASS),
        row.text(STATE),
        Objects.requireNonNull(quantity, "quantity"),
        row.text(UNIT),
        row.decimal(UNIT_COST),
        row.instant(CREATED_AT),
        row.instant(LAST_ACTIVE_AT),
        row.date(COMMITMENT_END_DATE),
        row.date(TRIAL_END_DATE),
        row.attributes());
  }
}
