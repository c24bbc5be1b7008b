package io.trueup.match;

import io.trueup.facts.Account;
import io.trueup.facts.Candidate;
import io.trueup.facts.Company;
import java.util.ArrayList;
import java.util.List;

/**
 * The companies that an account could belong to, the likeliest first; the same for every account
 * with the same evidence. Immutable.
 */
public final class Ranking {
  /**
   * A company.
   *
   * @param fact what rules read of it, as it is for the account that was looked up
   */
  private record Place(Candidate fact, Company company, EvidenceWords.Shared shared) {}

  private final Account account;
  private final Name name;
  private final AccountNames names;
  private final List<Place> places;

  private Ranking(Account account, Name name, AccountNames names, List<Place> places) {
    this.account = account;
    this.name = name;
    this.names = names;
    this.places = places;
  }

  /**
   * Ranks.
   *
   * @param pairs all companies that were looked at, the likeliest first
   * @param most how many are kept
   */
  static Ranking of(
      AccountProfile profile,
      List<PairEvidence> pairs,
      int most,
      CompanyIndex index,
      AccountNames names) {
    List<Place> places = new ArrayList<>(Math.min(most, pairs.size()));
    Rivals rivals = new Rivals(profile, pairs, index);
    for (int i = 0; i < Math.min(most, pairs.size()); i++) {
      PairEvidence pair = pairs.get(i);
      places.add(
          new Place(
              rivals.candidate(i),
              pair.company().company(),
              new EvidenceWords.Shared(
                  pair.sharedDomain(), !profile.labels().isEmpty(), pair.name().left())));
    }
    return new Ranking(profile.account(), profile.name(), names, places);
  }

  /** The same with the first few alone. */
  public Ranking first(int most) {
    return places.size() <= most
        ? this
        : new Ranking(account, name, names, List.copyOf(places.subList(0, most)));
  }

  /** How many companies there are. */
  public int size() {
    return places.size();
  }

  /** The id of a company. */
  public String companyId(int at) {
    return places.get(at).company().companyId();
  }

  /** What holds of an account with this evidence, as things are now. */
  public Found of(Account one) {
    return new Found(
        this, one, names.twins(one, name), knownAccounts(names.companiesOf(one, name)));
  }

  /** How often each candidate is among these companies. */
  private int[] knownAccounts(List<String> companies) {
    int[] known = new int[companies.isEmpty() ? 0 : places.size()];
    for (int i = 0; i < known.length; i++) {
      for (String company : companies) {
        known[i] += company.equals(companyId(i)) ? 1 : 0;
      }
    }
    return known;
  }

  Candidate fact(int at) {
    return places.get(at).fact();
  }

  String sentence(int at, Candidate fact) {
    Place place = places.get(at);
    return new EvidenceWords(fact, account, place.company(), place.shared()).sentence();
  }
}
