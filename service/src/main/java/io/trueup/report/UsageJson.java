package io.trueup.report;

import io.trueup.facts.UsageRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What a reviewer wants to see of a usage record, as JSON. */
public final class UsageJson {
  private UsageJson() {}

  /** The record as one JSON object, in one line. */
  public static String text(UsageRecord record) {
    StringWriter text = new StringWriter(256);
    try (JsonText json = new JsonText(text, 0)) {
      json.open()
          .field("kind", record.kind())
          .field("product_code", record.productCode())
          .field("product_name", record.productName())
          .field("name", record.name())
          .field("user_id", record.userId())
          .field("device_id", record.deviceId())
          .field("device_class", record.deviceClass())
          .field("state", record.state())
          .field("quantity", Figures.units(record.quantity()))
          .field("unit", record.unit())
          .field("created_at", record.createdAt())
          .field("last_active_at", record.lastActiveAt())
          .field("commitment_end_date", record.commitmentEndDate())
          .end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
