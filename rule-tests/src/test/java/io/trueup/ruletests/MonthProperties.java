package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.text;

import io.trueup.ruletests.OracleResult.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold over every month, whatever it contains; each check returns what is broken. */
final class MonthProperties {

  private static final Set<String> FATES = Set.of("counted", "excluded", "unaccounted");

  private MonthProperties() {}

  /** Every record that was synced has one fate: the three add up, per integration and over all. */
  static List<String> conservation(TextMonth month, OracleResult result) {
    List<String> broken = new ArrayList<>();
    Map<String, Long> synced = new TreeMap<>();
    new OracleInput(month)
        .usage.forEach(r -> synced.merge(text(r, "integration_id"), 1L, Long::sum));
    Map<String, Long> fated = new TreeMap<>();
    result
        .fates()
        .forEach(
            (record, fate) -> {
              fated.merge(record.substring(0, record.indexOf('/')), 1L, Long::sum);
              if (!FATES.contains(fate.fate())) {
                broken.add("no such fate: " + record + " " + fate);
              }
              if (!fate.fate().equals("counted") && fate.reason().isEmpty()) {
                broken.add("not counted and no reason: " + record + " " + fate);
              }
            });
    if (!synced.equals(fated)) {
      broken.add("synced " + synced + " but fated " + fated);
    }
    return broken;
  }

  /** Every line in force is in a row: about its company, product and currency, with all of it. */
  static List<String> coverage(TextMonth month, OracleResult result) {
    OracleInput input = new OracleInput(month);
    Map<List<String>, Rational> positions = new LinkedHashMap<>();
    input.additions.stream()
        .map(
            row ->
                new OracleLine(
                    row, input.agreements.getOrDefault(text(row, "agreement_id"), Map.of())))
        .filter(line -> input.active(line.company()) && line.inForce(input.asOf))
        .forEach(
            line ->
                positions.merge(
                    List.of(line.company(), line.product(), line.currency()),
                    line.billed(),
                    Rational::plus));
    List<String> broken = new ArrayList<>();
    positions.forEach(
        (key, billed) -> {
          boolean covered =
              result.rows().stream()
                  .filter(row -> row.find("company_id").equals(key.get(0)))
                  .filter(row -> row.find("product_code").equals(key.get(1)))
                  .filter(row -> row.find("currency").equals(key.get(2)))
                  .anyMatch(row -> Rational.of(amount(row, "billed_quantity")).equals(billed));
          if (!covered) {
            broken.add("no row about " + billed + " of " + key);
          }
        });
    return broken;
  }

  /** A held row adds nothing to what is missed or billed too much; others hold nothing. */
  static List<String> heldApart(OracleResult result) {
    List<String> broken = new ArrayList<>();
    for (OracleRow row : result.rows()) {
      boolean held = row.find("held").equals("true");
      if (held && amount(row, "monthly_impact").signum() != 0) {
        broken.add("held, with an impact: " + row);
      }
      if (held && Set.of("UNDERBILLING", "OVERBILLING").contains(row.get("class"))) {
        broken.add("held, in a class of the totals: " + row);
      }
      if (!held && amount(row, "held_amount").signum() != 0) {
        broken.add("not held, with a held amount: " + row);
      }
    }
    return broken;
  }

  /** The totals are the sum over the companies, to the cent, per currency. */
  static List<String> companiesAddUp(OracleResult result) {
    Map<String, List<OracleRow>> companies =
        result.rows().stream().collect(Collectors.groupingBy(row -> row.find("company_id")));
    Map<String, Totals> sum = new TreeMap<>();
    companies
        .values()
        .forEach(
            rows ->
                OracleResult.totals(rows)
                    .forEach((currency, totals) -> sum.merge(currency, totals, Totals::plus)));
    return sum.equals(result.totals())
        ? List.of()
        : List.of("companies " + sum + " but totals " + result.totals());
  }

  /** The same month and a company that has nothing to do with any other. */
  static TextMonth withStranger(TextMonth month) {
    TextMonth more = month.copy();
    String day = month.asOf().toString();
    more.add("companies.csv", "company_id", "zz", "name", "Stranger AB");
    more.add("agreements.csv", "agreement_id", "zz-a", "company_id", "zz", "name", "Own");
    more.add(
        "additions.csv",
        "addition_id",
        "zz-l",
        "agreement_id",
        "zz-a",
        "product_code",
        "ZZ-P",
        "quantity",
        "2",
        "unit_price",
        "3.00");
    more.add(
        "integrations.csv",
        "integration_id",
        "zz1",
        "category",
        "other",
        "vendor",
        "own",
        "last_success_at",
        day + "T22:00:00Z",
        "last_status",
        "succeeded");
    more.add("accounts.csv", "integration_id", "zz1", "account_id", "zz", "name", "Stranger AB");
    more.add(
        "usage.csv",
        "integration_id",
        "zz1",
        "account_id",
        "zz",
        "record_id",
        "1",
        "kind",
        "subscription");
    more.add(
        "service_mappings.csv",
        "mapping_id",
        "zz-m",
        "product_code",
        "ZZ-P",
        "company_id",
        "zz",
        "integration_id",
        "zz1",
        "count",
        "records");
    return more;
  }

  /** A result as text without what concerns the stranger, rows in an order of their own. */
  static String textWithoutStranger(OracleResult result) {
    Set<String> lines = new TreeSet<>();
    result.rows().stream()
        .filter(row -> !row.find("company_id").equals("zz"))
        .forEach(row -> lines.add(row.toString()));
    result.fates().forEach((record, fate) -> lines.add(record + " " + fate));
    result.links().forEach((account, link) -> lines.add(account + " " + link));
    lines.removeIf(line -> line.startsWith("zz1/"));
    return String.join("\n", lines);
  }

  private static BigDecimal amount(OracleRow row, String column) {
    String text = row.find(column);
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }
}
