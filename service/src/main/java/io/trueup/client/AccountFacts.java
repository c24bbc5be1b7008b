package io.trueup.client;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What its system says of an account, to lay beside a company. Texts that are not known are empty.
 *
 * @param reference its reference to another system, often the PSA's id
 * @param place city, state and country
 * @param parent the record above it
 * @param status its system's word for its state
 * @param used what it uses most, at most {@link #MOST} kinds of thing
 */
public record AccountFacts(
    List<String> domains,
    String reference,
    String phone,
    String place,
    String parent,
    String status,
    List<Used> used) {
  /** How many kinds of thing are kept. */
  public static final int MOST = 6;

  /** Nothing is known. */
  public static final AccountFacts NONE =
      new AccountFacts(List.of(), "", "", "", "", "", List.of());

  public AccountFacts {
    domains = domains == null ? List.of() : List.copyOf(domains);
    reference = text(reference);
    phone = text(phone);
    place = text(place);
    parent = text(parent);
    status = text(status);
    used = used == null ? List.of() : List.copyOf(used);
  }

  /** Records of one product and kind. */
  public record Used(String product, String kind, long records, BigDecimal quantity) {}

  /** Rows from before facts were kept lack them. */
  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
