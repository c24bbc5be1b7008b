package io.trueup.ruletests;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The month with its bad rows left out: of rows with one id the first stays, and a row that names
 * something which is not there is dropped, with everything that hangs on it.
 */
final class OracleInput {

  final LocalDate asOf;

  /** Instants are compared at the end of D in UTC. */
  final Instant end;

  final Map<String, Map<String, String>> companies = new LinkedHashMap<>();
  final Map<String, Map<String, String>> agreements = new LinkedHashMap<>();
  final List<Map<String, String>> additions;
  final List<Map<String, String>> invoiceLines;
  final Map<String, Map<String, String>> integrations = new LinkedHashMap<>();
  final Map<String, Map<String, String>> accounts = new LinkedHashMap<>();
  final List<Map<String, String>> usage;
  final List<Map<String, String>> links;
  final List<Map<String, String>> splits;
  final List<Map<String, String>> mappings;
  final Map<String, Map<String, String>> products = new LinkedHashMap<>();
  final List<Map<String, String>> decisions;
  final List<Map<String, String>> previousUsage;
  final boolean hasPreviousUsage;
  final Optional<LocalDate> previousDay;

  OracleInput(TextMonth month) {
    asOf = month.asOf();
    end = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    keep(month, "companies.csv", r -> true, "company_id")
        .forEach(r -> companies.put(text(r, "company_id"), r));
    keep(month, "agreements.csv", r -> companies.containsKey(text(r, "company_id")), "agreement_id")
        .forEach(r -> agreements.put(text(r, "agreement_id"), r));
    additions =
        keep(
            month,
            "additions.csv",
            r -> agreements.containsKey(text(r, "agreement_id")),
            "addition_id");
    invoiceLines =
        keep(month, "invoice_lines.csv", r -> companies.containsKey(text(r, "company_id")));
    keep(month, "integrations.csv", r -> true, "integration_id")
        .forEach(r -> integrations.put(text(r, "integration_id"), r));
    keep(
            month,
            "accounts.csv",
            r -> integrations.containsKey(text(r, "integration_id")),
            "integration_id",
            "account_id")
        .forEach(r -> accounts.put(account(r), r));
    usage = usage(month, "usage.csv");
    links =
        keep(
            month,
            "account_links.csv",
            r -> accounts.containsKey(account(r)) && knownOrEmpty(companies, r, "company_id"),
            "integration_id",
            "account_id");
    splits =
        keep(
            month,
            "account_splits.csv",
            r -> accounts.containsKey(account(r)) && companies.containsKey(text(r, "company_id")));
    mappings =
        keep(
            month,
            "service_mappings.csv",
            r ->
                knownOrEmpty(companies, r, "company_id")
                    && knownOrEmpty(integrations, r, "integration_id"),
            "mapping_id");
    keep(month, "products.csv", r -> true, "product_code")
        .forEach(r -> products.put(text(r, "product_code"), r));
    decisions =
        keep(month, "decisions.csv", r -> knownOrEmpty(companies, r, "company_id"), "decision_id");
    hasPreviousUsage = month.has("previous/usage.csv");
    previousUsage = usage(month, "previous/usage.csv");
    previousDay =
        month.rows("previous/integrations.csv").stream()
            .flatMap(r -> instant(r, "last_success_at").stream())
            .max(Instant::compareTo)
            .map(OracleInput::day);
  }

  private List<Map<String, String>> usage(TextMonth month, String file) {
    return keep(
        month,
        file,
        r -> accounts.containsKey(account(r)) || file.startsWith("previous/"),
        "integration_id",
        "account_id",
        "record_id");
  }

  private static List<Map<String, String>> keep(
      TextMonth month, String file, Predicate<Map<String, String>> holds, String... key) {
    Set<List<String>> seen = new HashSet<>();
    List<Map<String, String>> kept = new ArrayList<>();
    for (Map<String, String> row : month.rows(file)) {
      List<String> id = Arrays.stream(key).map(c -> text(row, c)).toList();
      if (holds.test(row) && (id.isEmpty() || seen.add(id))) {
        kept.add(row);
      }
    }
    return kept;
  }

  private static boolean knownOrEmpty(
      Map<String, Map<String, String>> known, Map<String, String> row, String column) {
    return text(row, column).isEmpty() || known.containsKey(text(row, column));
  }

  /** A decision is in force while its until is empty or not before D. */
  List<Map<String, String>> decisions(String kind) {
    return decisions.stream()
        .filter(r -> text(r, "kind").equals(kind))
        .filter(r -> date(r, "until", LocalDate.MAX).compareTo(asOf) >= 0)
        .toList();
  }

  /** Decisions about this company and product; an empty cell of the decision means all. */
  List<Map<String, String>> decisions(String kind, String company, String product) {
    return decisions(kind).stream()
        .filter(r -> text(r, "company_id").isEmpty() || text(r, "company_id").equals(company))
        .filter(r -> text(r, "product_code").isEmpty() || text(r, "product_code").equals(product))
        .toList();
  }

  boolean active(String company) {
    return textOr(companies.getOrDefault(company, Map.of()), "status", "active").equals("active");
  }

  /** The key of an account: integration and account id. */
  static String account(Map<String, String> row) {
    return text(row, "integration_id") + "/" + text(row, "account_id");
  }

  static String text(Map<String, String> row, String column) {
    return row.getOrDefault(column, "").strip();
  }

  static String textOr(Map<String, String> row, String column, String otherwise) {
    String text = text(row, column);
    return text.isEmpty() ? otherwise : text;
  }

  static Optional<BigDecimal> decimal(Map<String, String> row, String column) {
    String text = text(row, column);
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  static Rational number(Map<String, String> row, String column, long otherwise) {
    return decimal(row, column).map(Rational::of).orElse(Rational.of(otherwise));
  }

  static LocalDate date(Map<String, String> row, String column, LocalDate otherwise) {
    String text = text(row, column);
    return text.isEmpty() ? otherwise : LocalDate.parse(text);
  }

  static Optional<Instant> instant(Map<String, String> row, String column) {
    String text = text(row, column);
    return text.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
  }

  static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
