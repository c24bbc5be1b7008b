package io.trueup.packed;

import io.trueup.facts.UsageRecord;
import java.util.function.Function;

/** A text of a usage record that a page has a column for, in the order of the columns. */
public enum Field {
  INTEGRATION_ID(UsageRecord::integrationId),
  ACCOUNT_ID(UsageRecord::accountId),
  RECORD_ID(UsageRecord::recordId),
  KIND(UsageRecord::kind),
  PRODUCT_CODE(UsageRecord::productCode),
  PRODUCT_NAME(UsageRecord::productName),
  NAME(UsageRecord::name),
  USER_ID(UsageRecord::userId),
  DEVICE_ID(UsageRecord::deviceId),
  DEVICE_CLASS(UsageRecord::deviceClass),
  STATE(UsageRecord::state),
  UNIT(UsageRecord::unit),
  /** With all its digits, as {@link java.math.BigDecimal#toString} writes it. */
  QUANTITY(record -> record.quantity().toString()),
  /** Empty where none is known. */
  UNIT_COST(record -> record.unitCost() == null ? "" : String.valueOf(record.unitCost()));

  @SuppressWarnings("ImmutableEnumChecker") // method references, which hold nothing
  private final Function<UsageRecord, String> of;

  Field(Function<UsageRecord, String> of) {
    this.of = of;
  }

  /** The text of a record. */
  String of(UsageRecord record) {
    return of.apply(record);
  }
}
