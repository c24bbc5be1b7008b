package io.trueup.app;

import io.trueup.client.AccountFacts;
import io.trueup.client.AccountFacts.Used;
import io.trueup.client.CompanyFacts;
import io.trueup.client.CompanyFacts.Billed;
import io.trueup.facts.Account;
import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Candidate;
import io.trueup.facts.Company;
import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Accounts and companies of a month as they are laid side by side: who they say they are, what the
 * one uses and the other is billed.
 */
final class ClientSides {
  private static final Comparator<Used> MOST_USED_FIRST =
      Comparator.comparingLong(Used::records)
          .reversed()
          .thenComparing(Used::product)
          .thenComparing(Used::kind);
  private static final Comparator<Billed> MOST_BILLED_FIRST =
      Comparator.comparing(Billed::quantity).reversed().thenComparing(Billed::product);

  private final Map<String, Map<String, Used>> used = new HashMap<>();
  private final Map<String, Map<String, Billed>> billed = new HashMap<>();

  /**
   * @param day whose agreements are looked at
   */
  ClientSides(Month month, LocalDate day) {
    for (UsageRecord record : month.usage()) {
      Used one =
          new Used(
              record.productName().isEmpty() ? record.productCode() : record.productName(),
              record.kind(),
              1,
              record.quantity());
      used.computeIfAbsent(record.integrationId() + "/" + record.accountId(), k -> new HashMap<>())
          .merge(one.product() + '\0' + one.kind(), one, ClientSides::sum);
    }
    Map<String, Agreement> agreements = new HashMap<>();
    for (Agreement agreement : month.agreements()) {
      if (agreement.inForce(day)) {
        agreements.put(agreement.agreementId(), agreement);
      }
    }
    for (Addition line : month.additions()) {
      Agreement agreement = agreements.get(line.agreementId());
      if (agreement != null && line.inForce(day) && line.quantity().signum() > 0) {
        Billed one = new Billed(line.productCode(), line.description(), line.quantity());
        billed
            .computeIfAbsent(agreement.companyId(), k -> new HashMap<>())
            .merge(one.product(), one, ClientSides::sum);
      }
    }
  }

  private static Used sum(Used one, Used other) {
    return new Used(
        one.product(),
        one.kind(),
        one.records() + other.records(),
        one.quantity().add(other.quantity()));
  }

  private static Billed sum(Billed one, Billed other) {
    BigDecimal quantity = one.quantity().add(other.quantity());
    return new Billed(one.product(), one.description(), quantity);
  }

  AccountFacts of(Account account) {
    return new AccountFacts(
        account.domains(),
        account.externalRef(),
        account.phone(),
        place(account.city(), account.state(), account.country()),
        account.parentName(),
        account.status(),
        used.getOrDefault(account.key(), Map.of()).values().stream()
            .sorted(MOST_USED_FIRST)
            .limit(AccountFacts.MOST)
            .toList());
  }

  CompanyFacts of(Company company) {
    return new CompanyFacts(
        company.legalName(),
        Stream.concat(company.domains().stream(), company.contactDomains().stream())
            .distinct()
            .toList(),
        company.identifier(),
        company.phone(),
        place(company.city(), company.state(), company.country()),
        billed.getOrDefault(company.companyId(), Map.of()).values().stream()
            .sorted(MOST_BILLED_FIRST)
            .limit(CompanyFacts.MOST)
            .toList());
  }

  /** How the two compare, without what one of them does not say. */
  static Map<String, String> words(Candidate fact) {
    Map<String, String> words = new TreeMap<>();
    words.put("name", fact.name());
    words.put("domain", fact.domain());
    words.put("reference", fact.reference());
    words.put("phone", fact.phone());
    words.put("city", fact.city());
    words.put("state", fact.state());
    words.put("country", fact.country());
    words.values().removeIf(String::isEmpty);
    return words;
  }

  private static String place(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }
}
