package io.trueup.client;

import java.util.List;

/**
 * What matching came to.
 *
 * @param accounts every account
 * @param companies every company, whatever its status
 */
public record Matching(List<MatchedAccount> accounts, List<ClientCompany> companies) {
  public Matching {
    accounts = List.copyOf(accounts);
    companies = List.copyOf(companies);
  }
}
