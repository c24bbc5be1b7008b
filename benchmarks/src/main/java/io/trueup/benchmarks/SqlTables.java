package io.trueup.benchmarks;

import io.trueup.facts.Account;
import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** A month in the tables of the SQL rival, every text a number. */
final class SqlTables {
  private static final int NEVER_IDLE = Integer.MIN_VALUE;
  private static final List<String> STATES =
      List.of("active", "assigned", "unassigned", "suspended", "disabled", "deleted", "trial");
  private static final List<String> METHODS =
      List.of("none", "records", "quantity", "distinct_users", "distinct_devices");

  private final Month month;
  private final Policy policy;
  private final CopyManager copies;
  private final Map<String, Integer> companies = new LinkedHashMap<>();
  private final Map<String, Integer> currencies = new LinkedHashMap<>();
  private final Map<String, Integer> products = new LinkedHashMap<>();
  private final Map<String, Integer> skus = new LinkedHashMap<>();
  private final Map<String, Integer> accounts = new HashMap<>();

  SqlTables(Connection connection, Month month, Policy policy) throws SQLException {
    this.month = month;
    this.policy = policy;
    this.copies = connection.unwrap(BaseConnection.class).getCopyAPI();
  }

  /** Ids and codes in the order of their numbers. */
  record Codes(
      List<String> companies, List<String> products, List<String> skus, List<String> currencies) {}

  Codes fill(List<UsageRecord> usage) throws SQLException {
    companies();
    products();
    accounts();
    lines();
    usage(usage);
    return new Codes(
        List.copyOf(companies.keySet()),
        List.copyOf(products.keySet()),
        List.copyOf(skus.keySet()),
        List.copyOf(currencies.keySet()));
  }

  private static int code(Map<String, Integer> codes, String text) {
    return codes.computeIfAbsent(text, k -> codes.size());
  }

  private static int known(Map<String, Integer> codes, String text) {
    return Objects.requireNonNull(codes.get(text), text);
  }

  private void companies() throws SQLException {
    Map<String, String> currencyOf = new HashMap<>();
    for (Agreement agreement : month.agreements()) {
      currencyOf.put(agreement.companyId(), agreement.currency());
    }
    copy(
        "company",
        row -> {
          for (Company company : month.companies()) {
            int number = code(companies, company.companyId());
            int currency = code(currencies, currencyOf.getOrDefault(company.companyId(), ""));
            row.accept(cells(number, company.active(), currency));
          }
        });
  }

  private void products() throws SQLException {
    Map<String, ServiceMapping> mappings = new HashMap<>();
    month.serviceMappings().forEach(m -> mappings.put(m.productCode(), m));
    month.products().forEach(product -> code(products, product.productCode()));
    month.additions().forEach(line -> code(products, line.productCode()));
    copy(
        "product",
        row ->
            products.forEach(
                (product, number) -> {
                  ServiceMapping m = mappings.get(product);
                  row.accept(
                      m == null
                          ? cells(number, -1, 1, null, 0, null, false, false)
                          : cells(
                              number,
                              METHODS.indexOf(m.count()),
                              m.unitsPerBillingUnit(),
                              m.minimumQuantity(),
                              m.tolerance(),
                              m.toleranceAmount(),
                              doubtful(m),
                              m.kinds().contains("licence")));
                }));
    copy(
        "catalogue",
        row ->
            month.products().stream()
                .filter(product -> product.unitPrice() != null)
                .forEach(
                    product ->
                        row.accept(
                            cells(
                                known(products, product.productCode()),
                                code(currencies, product.currency()),
                                product.unitPrice()))));
  }

  private boolean doubtful(ServiceMapping mapping) {
    return month.integrations().stream()
        .filter(i -> reads(mapping, i))
        .anyMatch(i -> i.lastStatus().equals("failed"));
  }

  private static boolean reads(ServiceMapping mapping, Integration integration) {
    return mapping.integrationId().isEmpty()
        ? mapping.category().equals(integration.category())
        : mapping.integrationId().equals(integration.integrationId());
  }

  private void accounts() throws SQLException {
    Map<String, String> byName = new HashMap<>();
    month.companies().forEach(company -> byName.put(company.name(), company.companyId()));
    copy(
        "account",
        row -> {
          for (Account account : month.accounts()) {
            int number = code(accounts, account.key());
            String suggested = byName.get(account.name());
            row.accept(
                companies.containsKey(account.externalRef())
                    ? cells(number, known(companies, account.externalRef()), 0)
                    : suggested != null
                        ? cells(number, known(companies, suggested), 1)
                        : cells(number, -1, 2));
          }
        });
  }

  private void lines() throws SQLException {
    Map<String, String> companyOf = new HashMap<>();
    month.agreements().forEach(a -> companyOf.put(a.agreementId(), a.companyId()));
    copy(
        "line",
        row -> {
          for (Addition line : month.additions()) {
            row.accept(
                cells(
                    known(companies, companyOf.getOrDefault(line.agreementId(), "")),
                    known(products, line.productCode()),
                    line.quantity(),
                    line.included(),
                    line.unitPrice(),
                    line.billable(),
                    line.effectiveDate(),
                    line.cancelledDate()));
          }
        });
    copy(
        "decision",
        row -> {
          for (Decision decision : month.decisions()) {
            row.accept(
                cells(
                    known(companies, decision.companyId()),
                    known(products, decision.productCode()),
                    decision.kind().equals("waive"),
                    decision.value().isEmpty() ? 0 : decision.value(),
                    decision.until()));
          }
        });
  }

  private void usage(List<UsageRecord> usage) throws SQLException {
    Map<String, Integer> people = new HashMap<>(Map.of("", 0));
    Map<String, Integer> devices = new HashMap<>(Map.of("", 0));
    copy(
        "usage",
        row -> {
          for (UsageRecord record : usage) {
            Instant seen =
                record.lastActiveAt() != null ? record.lastActiveAt() : record.createdAt();
            row.accept(
                cells(
                    known(accounts, record.integrationId() + "/" + record.accountId()),
                    seen == null ? Integer.MAX_VALUE : seen.getEpochSecond(),
                    record.quantity(),
                    record.unitCost() == null
                        ? null
                        : record.unitCost().movePointRight(4).longValue(),
                    code(people, record.userId()),
                    code(devices, record.deviceId()),
                    code(skus, record.productCode()),
                    STATES.indexOf(record.state()),
                    "shared".equals(record.attributes().get("mailbox_type"))));
          }
        });
    Map<String, ServiceMapping> bySku = new HashMap<>();
    for (ServiceMapping mapping : month.serviceMappings()) {
      mapping.usageProductCodes().forEach(sku -> bySku.put(sku, mapping));
    }
    Instant end = GeneratedMonth.AS_OF.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    copy(
        "sku",
        row ->
            skus.forEach(
                (sku, number) -> {
                  ServiceMapping m = bySku.get(sku);
                  boolean free = policy.free().contains(sku.toLowerCase(java.util.Locale.ROOT));
                  row.accept(
                      m == null
                          ? cells(number, -1 - number, 0, 0, NEVER_IDLE, free)
                          : cells(
                              number,
                              known(products, m.productCode()),
                              METHODS.indexOf(m.count()),
                              states(m),
                              idleBefore(m, end),
                              false));
                }));
  }

  private static int states(ServiceMapping mapping) {
    int mask = 0;
    for (String state : mapping.statesGiven() ? mapping.states() : List.of("active", "assigned")) {
      mask |= 1 << STATES.indexOf(state);
    }
    return mask;
  }

  private static long idleBefore(ServiceMapping mapping, Instant end) {
    Integer days = mapping.inactiveAfterDays();
    return days == null ? NEVER_IDLE : end.minus(days, ChronoUnit.DAYS).getEpochSecond();
  }

  private static List<@Nullable Object> cells(@Nullable Object... values) {
    List<@Nullable Object> cells = new ArrayList<>(values.length);
    for (Object value : values) {
      cells.add(value);
    }
    return cells;
  }

  private interface Rows {
    void to(Consumer<List<@Nullable Object>> row);
  }

  private void copy(String table, Rows rows) throws SQLException {
    CopyIn copy = copies.copyIn("COPY rival." + table + " FROM STDIN");
    StringBuilder text = new StringBuilder();
    rows.to(
        cells -> {
          for (int i = 0; i < cells.size(); i++) {
            Object cell = cells.get(i);
            text.append(i == 0 ? "" : "\t").append(cell == null ? "\\N" : cell);
          }
          text.append('\n');
          if (text.length() > 1 << 16) {
            write(copy, text);
          }
        });
    write(copy, text);
    copy.endCopy();
  }

  private static void write(CopyIn copy, StringBuilder text) {
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      copy.writeToCopy(bytes, 0, bytes.length);
      text.setLength(0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
