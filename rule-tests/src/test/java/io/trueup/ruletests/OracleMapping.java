package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.text;
import static io.trueup.ruletests.OracleInput.textOr;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One service mapping: which usage it selects, and how it ranks among those of its product. */
record OracleMapping(Map<String, String> row) {

  private static final List<String> FILTERS =
      List.of("kind", "usage_product_code", "device_class", "states", "attributes");

  String cell(String column) {
    return text(row, column);
  }

  String role() {
    return textOr(row, "role", "count");
  }

  boolean countsNothing() {
    return cell("count").equals("none");
  }

  boolean concerns(String company) {
    return cell("company_id").isEmpty() || cell("company_id").equals(company);
  }

  boolean names(String product) {
    return globs(cell("product_code"), product);
  }

  /** Whether it names a product and not a family of them. */
  boolean namesOneProduct() {
    return !cell("product_code").contains("*");
  }

  /** The mapping of a product at a company: of those that concern both, the best. */
  static Optional<OracleMapping> best(
      List<OracleMapping> mappings, String role, String company, String product) {
    return mappings.stream()
        .filter(m -> m.role().equals(role) && m.concerns(company) && m.names(product))
        .min(RANK);
  }

  /** This company beats all; integration beats category; more filters; the smaller id. */
  static final Comparator<OracleMapping> RANK =
      Comparator.comparing((OracleMapping m) -> m.cell("company_id").isEmpty())
          .thenComparing(m -> m.cell("integration_id").isEmpty())
          .thenComparing(m -> -FILTERS.stream().filter(column -> !m.cell(column).isEmpty()).count())
          .thenComparing(m -> m.cell("mapping_id"));

  /** The integrations it reads: the named one, or all of its category. */
  boolean reads(Map<String, String> integration) {
    return (cell("integration_id").isEmpty()
            || cell("integration_id").equals(text(integration, "integration_id")))
        && (cell("category").isEmpty()
            || cell("category").equalsIgnoreCase(text(integration, "category")));
  }

  boolean selects(Map<String, String> record, Map<String, String> integration) {
    return selectsInAnyState(record, integration)
        && anyOf(textOr(row, "states", "active;assigned"), textOr(record, "state", "active"));
  }

  boolean selectsInAnyState(Map<String, String> record, Map<String, String> integration) {
    return selectsButAttributes(record, integration) && attributesAgree(record);
  }

  private boolean selectsButAttributes(
      Map<String, String> record, Map<String, String> integration) {
    return !countsNothing()
        && reads(integration)
        && given("kind", text(record, "kind"))
        && given("usage_product_code", text(record, "product_code"))
        && given("device_class", text(record, "device_class"));
  }

  /** Only its attribute filter keeps the record out. */
  boolean missesOnlyByAttributes(Map<String, String> record, Map<String, String> integration) {
    return selectsButAttributes(record, integration)
        && anyOf(textOr(row, "states", "active;assigned"), textOr(record, "state", "active"))
        && !attributesAgree(record);
  }

  private boolean given(String filter, String value) {
    return cell(filter).isEmpty() || anyOf(cell(filter), value);
  }

  private boolean attributesAgree(Map<String, String> record) {
    if (cell("attributes").isEmpty()) {
      return true;
    }
    return Arrays.stream(cell("attributes").split(";"))
        .allMatch(
            term -> {
              int equals = term.indexOf('=');
              String value = text(record, term.substring(0, equals).strip());
              return !value.isEmpty() && globs(term.substring(equals + 1).strip(), value);
            });
  }

  private static boolean anyOf(String list, String value) {
    return Arrays.stream(list.split(";"))
        .map(String::strip)
        .filter(glob -> !glob.isEmpty())
        .anyMatch(glob -> globs(glob, value));
  }

  private static boolean globs(String glob, String value) {
    if (!glob.contains("*")) {
      return glob.equalsIgnoreCase(value);
    }
    String pattern =
        Arrays.stream(glob.toLowerCase(Locale.ROOT).split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(value.toLowerCase(Locale.ROOT))
        .matches();
  }
}
