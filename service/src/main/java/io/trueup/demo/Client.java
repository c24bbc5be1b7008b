package io.trueup.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A client in the PSA: its company, its agreement with the lines on it, and its accounts in the
 * other systems.
 */
final class Client {
  private static final List<String> PLACES =
      List.of(
          "Portland,OR,US",
          "Boise,ID,US",
          "Tacoma,WA,US",
          "Eugene,OR,US",
          "Spokane,WA,US",
          "Reno,NV,US",
          "Bend,OR,US",
          "Salem,OR,US",
          "Olympia,WA,US",
          "Medford,OR,US");

  private final Books books;
  private final String id;
  private final String name;
  private final String domain;
  private final Dice dice;
  private final Row company;
  private final Row agreement;
  private final Map<Product, Row> lines = new HashMap<>();
  private final Map<String, Row> accounts = new HashMap<>();
  private final Estate estate;
  private int additions;

  /** Enters a client whose agreement is in US dollars. */
  Client(Books books, Story story, int number, String name) {
    this(books, story, number, name, "USD");
  }

  Client(Books books, Story story, int number, String name, String currency) {
    this.books = books;
    this.id = "C-" + number;
    this.name = name;
    this.domain = slug(name) + ".example";
    this.dice = Dice.named(id + " " + name);
    String[] place = dice.oneOf(PLACES).split(",", -1);
    this.company =
        books
            .add(Sheet.COMPANIES)
            .set("company_id", id)
            .set("name", name)
            .set("domains", domain)
            .set("contact_domains", domain)
            .set("identifier", slug(name).toUpperCase(Locale.ROOT).substring(0, 5) + number % 100)
            .set("address", dice.between(10, 990) + " Demo Street")
            .set("city", place[0])
            .set("state", place[1])
            .set("country", place[2])
            .set("phone", "+1 503 555-01" + String.format(Locale.ROOT, "%02d", dice.between(0, 99)))
            .set("status", "active");
    this.agreement = addAgreement("AG-" + number, "Managed services", currency);
    this.estate = new Estate(this);
    books.casts(story, id);
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  Books books() {
    return books;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String domain() {
    return domain;
  }

  Dice dice() {
    return dice;
  }

  /** The company's own row. */
  Row company() {
    return company;
  }

  /** The row of the agreement that bills unless another is named. */
  Row agreement() {
    return agreement;
  }

  /** What the client's systems report. */
  Estate estate() {
    return estate;
  }

  /** One more agreement of this client. */
  Row addAgreement(String agreementId, String title, String currency) {
    return books
        .add(Sheet.AGREEMENTS)
        .set("agreement_id", agreementId)
        .set("company_id", id)
        .set("name", title + " " + name)
        .set("status", "active")
        .set("billing_cycle", "monthly")
        .set("currency", currency)
        .set("start_date", "2024-0" + dice.between(1, 9) + "-01")
        .set("proration", "none")
        .set("billing_timing", "arrears");
  }

  /**
   * Bills so many of a product at list price on the main agreement; billing it again changes the
   * quantity.
   */
  Row bill(Product product, int quantity) {
    Row line = lines.get(product);
    if (line == null) {
      line = addLine(product, quantity, agreement);
      lines.put(product, line);
    }
    return line.set("quantity", quantity);
  }

  /** One more line of a product at list price, on any agreement of this client. */
  Row addLine(Product product, int quantity, Row onAgreement) {
    additions++;
    return books
        .add(Sheet.ADDITIONS)
        .set(
            "addition_id",
            "AD-" + id.substring(2) + "-" + String.format(Locale.ROOT, "%02d", additions))
        .set("agreement_id", onAgreement.get("agreement_id"))
        .set("product_code", product.code())
        .set("quantity", quantity)
        .set("description", product.description())
        .set("included_quantity", "0")
        .set("unit_price", product.priceIn(onAgreement.get("currency")))
        .set("unit_cost", product.cost())
        .set("bill_customer", "billable")
        .set("effective_date", "2025-0" + dice.between(1, 9) + "-01");
  }

  /** One more line of a product on the main agreement. */
  Row addLine(Product product, int quantity) {
    return addLine(product, quantity, agreement);
  }

  /**
   * This client's account in an integration, under the client's own name unless a story gives it
   * another.
   */
  Row account(String integration) {
    Row known = accounts.get(integration);
    if (known != null) {
      return known;
    }
    Row account =
        books
            .add(Sheet.ACCOUNTS)
            .set("integration_id", integration)
            .set("account_id", integration + "-" + id.substring(2))
            .set("name", name)
            .set("status", "active");
    switch (integration) {
      case Catalogue.M365 -> account.set("domains", domain);
      case Catalogue.PAX8 -> account.set("external_ref", id).set("city", company.get("city"));
      case Catalogue.VEEAM -> account.set("name", name.toUpperCase(Locale.ROOT));
      case Catalogue.NINJA ->
          account.set("city", company.get("city")).set("state", company.get("state"));
      default -> account.set("country", company.get("country"));
    }
    accounts.put(integration, account);
    return account;
  }
}
