package io.trueup.match;

import io.trueup.facts.Account;
import io.trueup.facts.Candidate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The companies that one account could belong to, the likeliest first: facts that rules read, and
 * sentences for people, both made when they are asked for. Immutable.
 */
public final class Found {
  private final Ranking ranking;
  private final Account account;
  private final int twins;
  private final int[] known;

  /**
   * @param twins accounts of the integration with the same name, this one included
   * @param known other accounts of the name that people gave to each company; empty when they gave
   *     none
   */
  Found(Ranking ranking, Account account, int twins, int[] known) {
    this.ranking = ranking;
    this.account = account;
    this.twins = twins;
    this.known = known;
  }

  /** How many companies there are. */
  public int size() {
    return ranking.size();
  }

  /** The same with no more companies than another ranking has: its first ones. */
  public Found within(Ranking few) {
    return new Found(few, account, twins, known);
  }

  /** Accounts of the integration with the same name, this one included. */
  public int twins() {
    return twins;
  }

  /** Other accounts of the name that people gave to each company; empty when they gave none. */
  public List<Integer> known() {
    return known.length == 0 ? List.of() : Arrays.stream(known).boxed().toList();
  }

  /** The id of a company. */
  public String companyId(int at) {
    return ranking.companyId(at);
  }

  /** How likely a company is, 0 to 1, for the order only. */
  public BigDecimal score(int at) {
    return ranking.fact(at).score();
  }

  /** What rules read of a company. */
  public Candidate fact(int at) {
    Candidate alike = ranking.fact(at);
    return new Candidate(
        account.key(),
        account.integrationId(),
        account.accountId(),
        alike.companyId(),
        alike.companyName(),
        alike.active(),
        alike.rank(),
        alike.score(),
        alike.reference(),
        alike.domain(),
        alike.domainName(),
        alike.phone(),
        alike.city(),
        alike.state(),
        alike.country(),
        alike.name(),
        alike.nameOf(),
        alike.equalWords(),
        alike.words(),
        alike.differences(),
        alike.extraWords(),
        alike.missingWords(),
        alike.distinctive(),
        alike.legalForm(),
        alike.code(),
        alike.namesakes(),
        twins,
        alike.longerNames(),
        alike.rivalName(),
        alike.rivalProof(),
        known.length == 0 ? 0 : known[at],
        alike.lead(),
        alike.siteName());
  }

  /** What rules read of all of them. */
  public List<Candidate> facts() {
    List<Candidate> facts = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      facts.add(fact(i));
    }
    return facts;
  }

  /**
   * What speaks for a company and against it, as a colleague would say it; one line, ending in a
   * full stop.
   */
  public String sentence(int at) {
    return ranking.sentence(at, fact(at));
  }
}
