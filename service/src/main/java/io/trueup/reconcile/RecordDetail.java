package io.trueup.reconcile;

import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** What a reviewer wants to see of a usage record, as JSON in one line. */
final class RecordDetail {
  private final StringBuilder json = new StringBuilder(320);

  private RecordDetail() {}

  /** A record's; short names first, as the database has it that kept them before. */
  static String of(UsageRecord record) {
    return new RecordDetail()
        .text("kind", record.kind())
        .text("name", record.name())
        .text("unit", record.unit())
        .text("state", record.state())
        .text("user_id", record.userId())
        .number("quantity", UsageGroups.units(record.quantity()))
        .text("device_id", record.deviceId())
        .time("created_at", record.createdAt())
        .text("device_class", record.deviceClass())
        .text("product_code", record.productCode())
        .text("product_name", record.productName())
        .time("last_active_at", record.lastActiveAt())
        .time("commitment_end_date", record.commitmentEndDate())
        .json
        .append('}')
        .toString();
  }

  private RecordDetail text(String name, String value) {
    name(name).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
    return this;
  }

  private RecordDetail number(String name, BigDecimal value) {
    name(name).append(value.toPlainString());
    return this;
  }

  private RecordDetail time(String name, @Nullable Temporal value) {
    if (value == null) {
      name(name).append("null");
    } else {
      name(name).append('"').append(value).append('"');
    }
    return this;
  }

  private StringBuilder name(String name) {
    return json.append(json.length() == 0 ? "{\"" : ", \"").append(name).append("\": ");
  }
}
