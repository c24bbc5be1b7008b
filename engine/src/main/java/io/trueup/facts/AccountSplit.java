package io.trueup.facts;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A person's word that a part of an account's usage is another company's: the records whose
 * attribute has one of the values.
 *
 * @param integrationId the integration
 * @param accountId the account
 * @param attribute domain, a column of usage.csv or any other column that it has, in upper or lower
 *     case
 * @param values texts, with {@code *} for any run of characters, in upper or lower case; at least
 *     one
 * @param companyId the company
 * @param attributes every other column of the row, by its name
 */
public record AccountSplit(
    String integrationId,
    String accountId,
    String attribute,
    List<String> values,
    String companyId,
    Map<String, String> attributes) {
  /** What a split can go by whatever columns usage.csv has beside its own. */
  public static final List<String> ATTRIBUTES =
      List.of(
          "domain",
          "record_id",
          "kind",
          "product_code",
          "product_name",
          "name",
          "user_id",
          "device_id",
          "device_class",
          "state",
          "unit");

  public AccountSplit {
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    Texts.required(attribute, "attribute");
    values = Texts.list(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values must not be empty");
    }
    Texts.required(companyId, "companyId");
    attributes = Texts.sorted(attributes);
  }

  /** The record's value of the attribute; empty when it has none. */
  public String valueOf(UsageRecord usage) {
    return switch (attribute.toLowerCase(Locale.ROOT)) {
      case "domain" -> domain(usage.userId());
      case "record_id" -> usage.recordId();
      case "kind" -> usage.kind();
      case "product_code" -> usage.productCode();
      case "product_name" -> usage.productName();
      case "name" -> usage.name();
      case "user_id" -> usage.userId();
      case "device_id" -> usage.deviceId();
      case "device_class" -> usage.deviceClass();
      case "state" -> usage.state();
      case "unit" -> usage.unit();
      default -> other(usage.attributes());
    };
  }

  private static String domain(String userId) {
    int at = userId.lastIndexOf('@');
    return at < 0 ? "" : userId.substring(at + 1);
  }

  private String other(Map<String, String> columns) {
    String exact = columns.get(attribute);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, String> column : columns.entrySet()) {
      if (column.getKey().equalsIgnoreCase(attribute)) {
        return column.getValue();
      }
    }
    return "";
  }

  /** What it goes by, as in {@code office=North;East}: the same however the rows are ordered. */
  public String text() {
    return attribute + "=" + String.join(";", values);
  }
}
