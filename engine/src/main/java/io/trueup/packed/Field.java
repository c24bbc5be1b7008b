package io.trueup.packed;

import io.trueup.facts.UsageRecord;

/** A text of a usage record that a page has a column for, in the order of the columns. */
public enum Field {
  INTEGRATION_ID,
  ACCOUNT_ID,
  RECORD_ID,
  KIND,
  PRODUCT_CODE,
  PRODUCT_NAME,
  NAME,
  USER_ID,
  DEVICE_ID,
  DEVICE_CLASS,
  STATE,
  UNIT,
  /** With all its digits, as {@link java.math.BigDecimal#toString} writes it. */
  QUANTITY,
  /** Empty where none is known. */
  UNIT_COST;

  /** The text of a record. */
  String of(UsageRecord record) {
    return switch (this) {
      case INTEGRATION_ID -> record.integrationId();
      case ACCOUNT_ID -> record.accountId();
      case RECORD_ID -> record.recordId();
      case KIND -> record.kind();
      case PRODUCT_CODE -> record.productCode();
      case PRODUCT_NAME -> record.productName();
      case NAME -> record.name();
      case USER_ID -> record.userId();
      case DEVICE_ID -> record.deviceId();
      case DEVICE_CLASS -> record.deviceClass();
      case STATE -> record.state();
      case UNIT -> record.unit();
      case QUANTITY -> record.quantity().toString();
      case UNIT_COST -> record.unitCost() == null ? "" : String.valueOf(record.unitCost());
    };
  }
}
