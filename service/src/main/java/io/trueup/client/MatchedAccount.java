package io.trueup.client;

import io.trueup.decision.AccountKey;
import java.math.BigDecimal;
import java.util.List;

/**
 * An account after matching.
 *
 * @param name what its system calls it
 * @param opinion whose it is
 * @param candidates companies to choose from, the likeliest first
 * @param usageRecords how many usage records it has
 * @param amounts what its usage is worth a month, one an currency
 * @param estimated whether prices stand in that no agreement of a company says
 * @param facts what its system says of it
 */
public record MatchedAccount(
    AccountKey account,
    String name,
    Opinion opinion,
    List<Candidate> candidates,
    long usageRecords,
    List<Amount> amounts,
    boolean estimated,
    AccountFacts facts) {
  public MatchedAccount {
    candidates = List.copyOf(candidates);
    amounts = List.copyOf(amounts);
  }

  /** The largest of the amounts; 0 without any. */
  public BigDecimal stake() {
    return amounts.stream().map(Amount::amount).reduce(BigDecimal.ZERO, BigDecimal::max);
  }
}
