package io.trueup.demo;

/** The provider's products, and by which usage each of them is billed. */
final class Catalogue {
  static final String M365 = "m365";
  static final String NINJA = "ninja";
  static final String HUNTRESS = "huntress";
  static final String SENTINELONE = "sentinelone";
  static final String VEEAM = "veeam";
  static final String PAX8 = "pax8";
  static final String PHONES = "threecx";
  static final String PSA = "connectwise";

  private final Books books;

  Catalogue(Books books) {
    this.books = books;
  }

  void write() {
    for (Product product : Product.values()) {
      books
          .add(Sheet.PRODUCTS)
          .set("product_code", product.code())
          .set("description", product.description())
          .set("unit_price", product.price())
          .set("unit_cost", product.cost())
          .set("currency", "USD");
    }
    books
        .add(Sheet.SERVICE_MAPPINGS)
        .set("mapping_id", "MAP-MGD-BASE")
        .set("product_code", Product.MGD_BASE.code())
        .set("count", "none");
    microsoft();
    devices();
    backupsAndSubscriptions();
  }

  private void microsoft() {
    licence(Product.M365_BP, Sku.SPB);
    licence(Product.M365_BS, Sku.BUSINESS_STANDARD);
    licence(Product.M365_BB, Sku.BUSINESS_BASIC);
    licence(Product.M365_F3, Sku.F3);
    licence(Product.M365_COPILOT, Sku.COPILOT);
    licence(Product.O365_E3, Sku.O365_E3);
    licence(Product.DEF_BUS, Sku.DEFENDER);
    licence(Product.PBI_PRO, Sku.POWER_BI);
    licence(Product.E3_ANNUAL, Sku.M365_E3).set("attributes", "term=annual");
    licence(Product.E3_MONTHLY, Sku.M365_E3).set("attributes", "term=monthly");
    licence(Product.E1_NORTH, Sku.O365_E1).set("attributes", "office=North");
    licence(Product.E1_SOUTH, Sku.O365_E1).set("attributes", "office=South");
    licence(Product.E1_WEST, Sku.O365_E1).set("attributes", "office=West");
    // By category, so that a licence's own product stays the better mapping of the two.
    mapping(books, Product.MGD_USER, "", "licence", "distinct_users")
        .set("category", "microsoft365")
        .set("usage_product_code", "SPB;O365_BUSINESS_PREMIUM;O365_BUSINESS_ESSENTIALS;SPE_F1")
        .set("attributes", "mailbox_type=user");
  }

  private Row licence(Product product, Sku sku) {
    return mapping(books, product, M365, "licence", "records")
        .set("usage_product_code", sku.code())
        .set("inactive_after_days", 90);
  }

  private void devices() {
    mapping(books, Product.MGD_WS, NINJA, "device", "distinct_devices")
        .set("device_class", "workstation")
        .set("inactive_after_days", 60);
    mapping(books, Product.MGD_SRV, NINJA, "device", "distinct_devices")
        .set("device_class", "server");
    mapping(books, Product.MGD_NET, NINJA, "device", "distinct_devices")
        .set("device_class", "network");
    mapping(books, Product.EDR, HUNTRESS, "agent", "records").set("inactive_after_days", 30);
    mapping(books, Product.EDR_S1, SENTINELONE, "agent", "records").set("inactive_after_days", 30);
    mapping(books, Product.VOIP, PHONES, "device", "records")
        .set("usage_product_code", Sku.EXTENSION.code());
  }

  private void backupsAndSubscriptions() {
    mapping(books, Product.BKP_SRV, VEEAM, "backup", "distinct_devices")
        .set("usage_product_code", Sku.BACKUP_SERVER.code());
    mapping(books, Product.BKP_100GB, VEEAM, "backup", "quantity")
        .set("usage_product_code", Sku.BACKUP_STORAGE.code())
        .set("units_per_billing_unit", 100)
        .set("rounding", "up");
    mapping(books, Product.BKP_GB, VEEAM, "backup", "quantity")
        .set("usage_product_code", Sku.BACKUP_STORAGE.code())
        .set("tolerance_amount", "5.00");
    subscription(Product.MAILSEC, Sku.MAIL_FILTER);
    subscription(Product.BKP_M365, Sku.M365_BACKUP);
    subscription(Product.SAT, Sku.AWARENESS);
  }

  private void subscription(Product product, Sku sku) {
    mapping(books, product, PAX8, "subscription", "quantity").set("usage_product_code", sku.code());
  }

  /** A mapping for all clients; its id is made of the product's code. */
  static Row mapping(Books books, Product product, String integration, String kind, String count) {
    return books
        .add(Sheet.SERVICE_MAPPINGS)
        .set("mapping_id", "MAP-" + product.code())
        .set("product_code", product.code())
        .set("integration_id", integration)
        .set("kind", kind)
        .set("count", count);
  }

  /** A mapping for one client only. */
  static Row mappingFor(
      Client client, Product product, String integration, String kind, String count) {
    return mapping(client.books(), product, integration, kind, count)
        .set("mapping_id", "MAP-" + product.code() + "-" + client.id())
        .set("company_id", client.id());
  }
}
