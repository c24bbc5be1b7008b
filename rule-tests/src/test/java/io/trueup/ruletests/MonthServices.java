package io.trueup.ruletests;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the usage, the service mappings and the catalogue of a generated month. */
final class MonthServices {

  /** Something that is sold: its PSA product, where its usage is seen, and how. */
  record Service(
      String product, String category, String kind, String sku, String deviceClass, String count) {}

  private static final List<Service> ALL =
      List.of(
          new Service("M365-BP", "microsoft365", "licence", "SPB-A", "", "records"),
          new Service("M365-BS", "microsoft365", "licence", "SPB-B", "", "quantity"),
          new Service("MU", "microsoft365", "user", "", "", "distinct_users"),
          new Service("RMM-WS", "rmm", "device", "agent", "workstation", "distinct_devices"),
          new Service("RMM-SRV", "rmm", "device", "agent", "server", "records"),
          new Service("BK-GB", "backup", "backup", "cloud-gb", "", "quantity"),
          new Service("BK-DEV", "backup", "agent", "image", "server", "distinct_devices"),
          new Service("EDR", "endpoint_security", "agent", "edr-std", "", "records"),
          new Service("PORTAL", "vendor_portal", "subscription", "POR/1", "", "quantity"),
          new Service("FLAT", "other", "subscription", "", "", "none"));

  final List<Service> services = new ArrayList<>();

  /** What the vendor charges for one, the same for all of a product. */
  private final Map<String, String> costs = new HashMap<>();

  private final TextMonth month;
  private final Dice dice;
  private final boolean full;
  private int mappings;

  MonthServices(TextMonth month, Dice dice, boolean full) {
    this.month = month;
    this.dice = dice;
    this.full = full;
    for (Service service : ALL) {
      if (dice.percent(60)) {
        services.add(service);
        costs.put(service.product(), full ? dice.maybe(40, dice.of("1.10", "11.25", "30")) : "");
      }
    }
    if (services.isEmpty()) {
      services.add(ALL.get(0));
    }
  }

  List<String> categories() {
    return services.stream().map(Service::category).distinct().toList();
  }

  void drawUsage(List<MonthClients.Site> sites) {
    for (MonthClients.Site site : sites) {
      int number = 0;
      for (Service service : services) {
        boolean seen = dice.percent(service.count().equals("none") ? 10 : 80);
        if (service.category().equals(site.category()) && seen) {
          for (int left = dice.between(0, 8); left > 0; left--) {
            record(site, service, "r" + ++number);
          }
        }
      }
      if (dice.percent(15)) {
        month.add(
            "usage.csv",
            "integration_id",
            site.integration(),
            "account_id",
            site.account(),
            "record_id",
            "odd",
            "kind",
            dice.of("licence", "device", "subscription"),
            "product_code",
            dice.of("", "UNHEARD-OF", "SPB-C"));
      }
    }
  }

  private void record(MonthClients.Site site, Service service, String id) {
    LocalDate asOf = month.asOf();
    boolean device = service.kind().equals("device") || service.count().equals("distinct_devices");
    String who = site.company().isEmpty() ? "stray" : site.company();
    int created = dice.between(0, 150);
    String state =
        dice.percent(78)
            ? dice.of("", "active", "assigned")
            : dice.of("unassigned", "unassigned", "suspended", "disabled", "deleted", "trial");
    month.add(
        "usage.csv",
        "integration_id",
        site.integration(),
        "account_id",
        site.account(),
        "record_id",
        id,
        "kind",
        service.kind(),
        "product_code",
        dice.anyCase(service.sku()),
        "name",
        dice.of("host, " + id, "=cmd|' /C calc'!A0", "line\nbreak", "", "Zoë"),
        "user_id",
        dice.maybe(80, dice.anyCase("u" + dice.between(1, 9) + "@" + who + ".example")),
        "device_id",
        dice.maybe(device ? 85 : 25, dice.anyCase("sn-" + who + "-" + dice.between(1, 8))),
        "device_class",
        service.deviceClass().isEmpty()
            ? dice.maybe(30, dice.of("workstation", "mobile", "virtual"))
            : dice.percent(90) ? service.deviceClass() : dice.of("", "network"),
        "state",
        state,
        "quantity",
        service.count().equals("quantity")
            ? dice.of("", "1", "2", "5", "17.5", "133.25", "0")
            : dice.maybe(10, "3"),
        "unit",
        service.product().equals("BK-GB") ? "gb" : "",
        "created_at",
        dice.maybe(70, dice.instant(asOf, 1 + created)),
        "last_active_at",
        dice.maybe(70, dice.instant(asOf, dice.between(0, Math.min(created, 100)))),
        "commitment_end_date",
        dice.maybe(
            state.equals("unassigned") ? 70 : 10,
            asOf.plusDays(dice.of(-5, -1, 0, 1, 60)).toString()),
        "unit_cost",
        costs.getOrDefault(service.product(), ""),
        "trial_end_date",
        full && (state.isEmpty() || state.equals("active"))
            ? dice.maybe(
                8, asOf.minusDays(dice.between(1, Math.max(1, Math.min(created, 35)))).toString())
            : "",
        "term",
        full ? dice.of("", "annual", "Annual", "monthly") : "",
        "office",
        full ? dice.maybe(60, dice.of("North", "South")) : "");
  }

  void drawMappings(List<String> companies, boolean companySpecific) {
    for (Service service : services) {
      if (dice.percent(92)) {
        mapping(service, "", "");
      }
      if (dice.percent(20)) {
        // A second one for all: by integration it wins, by category the filters or the id decide.
        mapping(service, "", dice.maybe(50, service.category().substring(0, 3) + 1));
      }
      if (companySpecific && dice.percent(30)) {
        mapping(
            service, dice.of(companies), dice.maybe(25, service.category().substring(0, 3) + 1));
      }
    }
    if (dice.percent(15)) {
      row("RMM-*", "", "rmm", "", Map.of("count", "records", "kind", "device"));
    }
    if (full) {
      companionMappings();
    }
  }

  private void mapping(Service service, String company, String integration) {
    if (service.count().equals("none")) {
      row(service.product(), company, "", integration, Map.of("count", "none"));
      return;
    }
    Map<String, String> cells =
        new HashMap<>(
            Map.of(
                "count",
                dice.percent(80)
                    ? service.count()
                    : dice.of("records", "quantity", "distinct_users", "distinct_devices"),
                "kind",
                dice.maybe(70, dice.of(service.kind(), service.kind(), service.kind() + "; us*")),
                "usage_product_code",
                service.sku().isEmpty()
                    ? ""
                    : dice.maybe(
                        75,
                        dice.of(
                            service.sku(),
                            service.sku().substring(0, 3) + "*",
                            "nothing; " + dice.anyCase(service.sku()))),
                "device_class",
                service.deviceClass().isEmpty() ? "" : dice.maybe(80, service.deviceClass()),
                "states",
                dice.maybe(
                    25, dice.of("active", "active;assigned;suspended", "*", "assigned;dis*")),
                "inactive_after_days",
                dice.maybe(55, dice.of("30", "45", "90")),
                "minimum_quantity",
                dice.maybe(15, dice.of("3", "10")),
                "tolerance",
                dice.maybe(15, dice.of("1", "2", "0.5")),
                "tolerance_amount",
                dice.maybe(15, dice.of("5.00", "25", "0"))));
    if (service.count().equals("quantity")) {
      cells.put("units_per_billing_unit", dice.maybe(40, dice.of("1", "10", "100", "2.5")));
      cells.put("rounding", dice.maybe(60, dice.of("up", "nearest", "down")));
    }
    if (full) {
      cells.put(
          "attributes", dice.maybe(8, dice.of("term=annual", "office=N*", "term=*;office=South")));
      cells.put("basis", dice.maybe(20, dice.of("as_of", "high_water")));
    }
    row(
        service.product(),
        company,
        integration.isEmpty() ? service.category() : "",
        integration,
        cells);
  }

  /** Components of bundles, and second sources that check the first. */
  private void companionMappings() {
    for (Service service : services) {
      if (service.count().equals("none")) {
        continue;
      }
      if (dice.percent(10)) {
        row(
            "PART-" + service.product(),
            "",
            service.category(),
            "",
            Map.of(
                "count",
                "records",
                "kind",
                service.kind(),
                "role",
                "component",
                "bundle_code",
                dice.of(services).product()));
      }
      if (dice.percent(10)) {
        row(
            service.product(),
            "",
            dice.of(services).category(),
            "",
            Map.of("count", "records", "role", "check"));
      }
    }
  }

  private void row(
      String product,
      String company,
      String category,
      String integration,
      Map<String, String> cells) {
    // Ids that sort otherwise as text than as numbers.
    String id = "map-" + (mappings++ * 31 % 97);
    Map<String, String> row =
        month.add(
            "service_mappings.csv",
            "mapping_id",
            id,
            "product_code",
            product,
            "company_id",
            company,
            "category",
            category,
            "integration_id",
            integration);
    cells.forEach(
        (column, value) -> {
          if (!value.isEmpty()) {
            row.put(column, value);
          }
        });
  }

  void drawCatalogue() {
    for (Service service : services) {
      month.add(
          "products.csv",
          "product_code",
          service.product(),
          "description",
          service.product() + " a month",
          "unit_price",
          dice.maybe(80, dice.of("6.00", "12.5", "0.0325", "0", "40")),
          "currency",
          dice.of("", "USD", "USD", "EUR", "JPY"));
    }
  }
}
