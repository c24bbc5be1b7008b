package io.trueup.match;

import io.trueup.facts.Account;
import java.util.List;
import java.util.Set;

/**
 * All of an account by which companies are found and compared with it: equal for accounts that have
 * the same candidates, whichever integration they are of.
 *
 * @param gone whether the integration says that it is not in use
 * @param rejected ids of companies that people said it is not
 */
public record AccountEvidence(
    String name,
    List<String> domains,
    String city,
    String state,
    String country,
    String phone,
    String externalRef,
    String parentName,
    boolean gone,
    Set<String> rejected) {
  /** Of an account. */
  public static AccountEvidence of(Account account, Set<String> rejected) {
    return new AccountEvidence(
        account.name(),
        account.domains(),
        account.city(),
        account.state(),
        account.country(),
        account.phone(),
        account.externalRef(),
        account.parentName(),
        AccountProfile.isGone(account),
        rejected);
  }
}
