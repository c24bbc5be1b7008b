package io.trueup.client;

import io.trueup.decision.AccountKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose account it is taken for right now.
 *
 * @param found what the rules found without a person's word on this account
 * @param verdict the same with people's decisions applied: what counts
 * @param companyName name of the verdict's company; empty without one
 * @param person whose word it stands by; null where no person has decided
 * @param lastNumber number of the last decision about it, in force or not; 0 when there is none
 * @param rejected companies that it is never to be given to
 * @param reviews what a person should look at again: words of {@link Review}
 * @param splits rows of the split in force; 0 when it is not split
 */
public record ClientMatch(
    MatchedAccount found,
    Opinion verdict,
    String companyName,
    @Nullable Person person,
    long lastNumber,
    List<String> rejected,
    List<String> reviews,
    int splits) {
  /** The decisions an account can have, in the order in which people look at them. */
  public static final List<String> DECISIONS =
      List.of("unmatched", "suggested", "auto", "confirmed", "ignored");

  public ClientMatch {
    rejected = List.copyOf(rejected);
    reviews = List.copyOf(reviews);
  }

  /**
   * Who decided.
   *
   * @param number the decision
   * @param accountName what the account was called then
   * @param companyName what the company was called then; empty without one
   */
  public record Person(
      long number, String by, Instant at, String reason, String accountName, String companyName) {}

  /** Companies to choose from, the likeliest first, without those that a person rejected. */
  public List<Candidate> candidates() {
    return found.candidates().stream().filter(c -> !rejected.contains(c.companyId())).toList();
  }

  /** The account. */
  public AccountKey account() {
    return found.account();
  }
}
