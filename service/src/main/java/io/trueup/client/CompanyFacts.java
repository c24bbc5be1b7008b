package io.trueup.client;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the PSA says of a company, to lay beside an account. Texts that are not known are empty.
 *
 * @param domains of its web site and its contacts
 * @param identifier its short code
 * @param place city, state and country
 * @param billed its largest lines in force, at most {@link #MOST} products
 */
public record CompanyFacts(
    String legalName,
    List<String> domains,
    String identifier,
    String phone,
    String place,
    List<Billed> billed) {
  /** How many products are kept. */
  public static final int MOST = 6;

  /** Nothing is known. */
  public static final CompanyFacts NONE = new CompanyFacts("", List.of(), "", "", "", List.of());

  public CompanyFacts {
    legalName = AccountFacts.text(legalName);
    domains = domains == null ? List.of() : List.copyOf(domains);
    identifier = AccountFacts.text(identifier);
    phone = AccountFacts.text(phone);
    place = AccountFacts.text(place);
    billed = billed == null ? List.of() : List.copyOf(billed);
  }

  /** Units of a product on its agreements. */
  public record Billed(String product, String description, BigDecimal quantity) {}
}
