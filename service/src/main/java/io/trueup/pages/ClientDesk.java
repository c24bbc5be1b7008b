package io.trueup.pages;

import io.trueup.client.Candidate;
import io.trueup.client.ClientCompany;
import io.trueup.client.ClientCompanyDao;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * One account with everything that a person needs to decide about it.
 *
 * @param at the account, as integration/account
 * @param mine what it says of itself, in the order of {@link ClientSide#LABELS}
 * @param sides companies it may be, the likeliest first, without rejected ones
 * @param rejected companies that it never is, by id and name
 * @param found companies that a search found; empty while nothing is searched for
 * @param more whether the search found more than are shown
 * @param rules that found it, or found nothing better
 * @param history all decisions about it, the newest first
 * @param splits parts that are other companies'
 * @param next the account that comes after it in the list; empty for none
 */
public record ClientDesk(
    String at,
    ClientMatch match,
    List<List<String>> mine,
    List<ClientSide> sides,
    List<ClientCompany> rejected,
    List<ClientCompany> found,
    boolean more,
    List<RuleInfo> rules,
    List<Past> history,
    List<LinkDecision.Split> splits,
    String next) {
  private static final int FOUND = 20;
  private static final int LIKELY = 3;
  private static final BigDecimal FAR = new BigDecimal("0.4");

  public ClientDesk {
    mine = List.copyOf(mine);
    sides = List.copyOf(sides);
    rejected = List.copyOf(rejected);
    found = List.copyOf(found);
    rules = List.copyOf(rules);
    history = List.copyOf(history);
    splits = List.copyOf(splits);
  }

  /**
   * A decision about the account.
   *
   * @param inForce whether it counts: nothing took its place, and it was not undone
   */
  public record Past(LinkDecision decision, boolean inForce, boolean undone) {}

  /** The likeliest company; what the letter c confirms. */
  public Optional<ClientSide> first() {
    return sides.stream().findFirst();
  }

  /**
   * @param find what companies are searched for; empty for none
   * @param rows the list that it is part of
   * @param rules all rules in force
   */
  static ClientDesk of(
      Handle handle, ClientMatch match, String find, List<ClientMatch> rows, List<RuleInfo> rules) {
    List<LinkDecision> decisions = LinkDecisionDao.of(handle, match.account());
    InForce inForce = InForce.of(decisions);
    List<Candidate> candidates = shown(match);
    Set<String> ids = candidates.stream().map(Candidate::companyId).collect(Collectors.toSet());
    String own = match.verdict().companyId();
    if (!own.isEmpty()) {
      ids.add(own);
    }
    ids.addAll(match.rejected());
    Map<String, ClientCompany> companies = ClientCompanyDao.find(handle, ids);
    Map<String, List<ClientMatch>> others = others(handle, match, ids);
    List<ClientSide> sides = new ArrayList<>();
    for (Candidate candidate : candidates) {
      sides.add(
          ClientSide.of(
              match,
              candidate,
              companies.get(candidate.companyId()),
              others.getOrDefault(candidate.companyId(), List.of())));
    }
    ClientCompany linked = companies.get(own);
    if (linked != null && candidates.stream().noneMatch(c -> c.companyId().equals(own))) {
      sides.add(0, ClientSide.of(match, linked, others.getOrDefault(own, List.of())));
    }
    List<ClientCompany> found =
        find.isEmpty()
            ? List.of()
            : ClientCompanyDao.list(handle, Optional.of(find), List.of(), FOUND + 1);
    return new ClientDesk(
        match.account().toString(),
        match,
        ClientSide.mine(match),
        sides,
        match.rejected().stream().filter(companies::containsKey).map(companies::get).toList(),
        found.stream().limit(FOUND).toList(),
        found.size() > FOUND,
        rules.stream().filter(rule -> ruleIds(match).contains(rule.id())).toList(),
        history(decisions, inForce),
        inForce.split().map(LinkDecision::splits).orElse(List.of()),
        next(match, rows));
  }

  /** What it is linked to first, then the likeliest, without those that a person rejected. */
  private static List<Candidate> shown(ClientMatch match) {
    String own = match.verdict().companyId();
    return Stream.concat(
            match.candidates().stream().filter(c -> c.companyId().equals(own)),
            match.candidates().stream().filter(c -> !c.companyId().equals(own)))
        .filter(c -> near(c, match))
        .limit(LIKELY)
        .toList();
  }

  /** Beside a likely company those that are far less likely only distract. */
  private static boolean near(Candidate candidate, ClientMatch match) {
    BigDecimal score = candidate.score();
    BigDecimal best =
        match.candidates().stream()
            .map(Candidate::score)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(BigDecimal.ZERO);
    return score == null
        || match.verdict().decision().equals("unmatched")
        || candidate.companyId().equals(match.verdict().companyId())
        || score.compareTo(best.multiply(FAR)) >= 0;
  }

  private static Set<String> ruleIds(ClientMatch match) {
    Set<String> ids = new HashSet<>(match.verdict().ruleIds());
    ids.addAll(match.found().opinion().ruleIds());
    return ids;
  }

  private static Map<String, List<ClientMatch>> others(
      Handle handle, ClientMatch match, Set<String> companies) {
    return ClientMatchDao.ofCompanies(handle, companies).stream()
        .filter(other -> !other.account().equals(match.account()))
        .collect(Collectors.groupingBy(other -> other.verdict().companyId()));
  }

  private static List<Past> history(List<LinkDecision> decisions, InForce inForce) {
    Set<Long> undone =
        decisions.stream()
            .map(LinkDecision::undoes)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return decisions.stream()
        .sorted(Comparator.comparingLong(LinkDecision::number).reversed())
        .map(d -> new Past(d, inForce.has(d.number()), undone.contains(d.number())))
        .toList();
  }

  private static String next(ClientMatch match, List<ClientMatch> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).account().equals(match.account())) {
        int other = i + 1 < rows.size() ? i + 1 : i - 1;
        return other < 0 ? "" : rows.get(other).account().toString();
      }
    }
    return "";
  }
}
