package io.trueup.client;

import io.trueup.audit.AuditLog;
import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecision.Split;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.decision.NewDecision;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose account it is, on a person's word: the decision, its audit event and where the
 * account stands from now on are one transaction, the caller's.
 */
public final class Links {
  private final ClientMatcher matcher;

  public Links(ClientMatcher matcher) {
    this.matcher = matcher;
  }

  /**
   * Who decides, about what.
   *
   * @param seen number of the last decision about the account that the person has seen; null when
   *     that does not matter
   * @param reason why; may be blank for a confirm
   */
  public record Word(AccountKey account, @Nullable Long seen, String reason, String by) {}

  /**
   * What came of it.
   *
   * @param match where the account stands now
   * @param warnings what the person should know about it, sentences
   * @param refresh whether all accounts have to be matched anew because of it
   */
  public record Decided(ClientMatch match, List<String> warnings, boolean refresh) {
    public Decided {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The account is that company's.
   *
   * @throws ProblemException when there is no such account or company, or somebody decided
   *     meanwhile
   */
  public Decided confirm(Handle handle, Word word, String companyId) {
    Turn turn = turn(handle, word);
    ClientCompany company = company(handle, "company_id", companyId);
    NewDecision decision = confirmation(turn.match(), company, word.reason());
    boolean same =
        turn.inForce()
            .link()
            .filter(
                there ->
                    there.companyId().equals(companyId)
                        && there.accountName().equals(decision.accountName())
                        && there.companyName().equals(decision.companyName()))
            .isPresent();
    return decide(
        handle, turn, word, same ? Optional.empty() : Optional.of(decision), warnings(company));
  }

  /** The account is nobody's. */
  public Decided ignore(Handle handle, Word word) {
    Turn turn = turn(handle, word);
    required(word.reason());
    boolean same =
        turn.inForce().link().filter(d -> d.kind().equals(LinkDecision.IGNORE)).isPresent();
    NewDecision decision =
        NewDecision.of(
            LinkDecision.IGNORE,
            word.account(),
            turn.match().found().name(),
            "",
            "",
            List.of(),
            word.reason());
    return decide(handle, turn, word, same ? Optional.empty() : Optional.of(decision), List.of());
  }

  /** The account is never that company's. */
  public Decided reject(Handle handle, Word word, String companyId) {
    Turn turn = turn(handle, word);
    required(word.reason());
    ClientCompany company = company(handle, "company_id", companyId);
    NewDecision decision =
        NewDecision.of(
            LinkDecision.REJECT,
            word.account(),
            turn.match().found().name(),
            companyId,
            company.name(),
            ruleIds(turn.match(), companyId),
            word.reason());
    boolean same = turn.inForce().rejected().containsKey(companyId);
    return decide(handle, turn, word, same ? Optional.empty() : Optional.of(decision), List.of());
  }

  /**
   * Parts of the account are other companies'; replaces the split before as a whole.
   *
   * @param splits at least one, at most 500; their company names do not matter
   */
  public Decided split(Handle handle, Word word, List<Split> splits) {
    Turn turn = turn(handle, word);
    required(word.reason());
    List<Split> checked = SplitCheck.check(handle, splits);
    Set<String> warnings = new TreeSet<>();
    Map<String, ClientCompany> companies =
        ClientCompanyDao.find(handle, checked.stream().map(Split::companyId).toList());
    companies.values().forEach(company -> warnings.addAll(warnings(company)));
    NewDecision decision =
        NewDecision.split(word.account(), turn.match().found().name(), checked, word.reason());
    return decide(handle, turn, word, Optional.of(decision), List.copyOf(warnings));
  }

  /**
   * An earlier decision about the account does not count any more.
   *
   * @param number the decision; null for the last one in force
   */
  public Decided undo(Handle handle, Word word, @Nullable Long number) {
    Turn turn = turn(handle, word);
    required(word.reason());
    LinkDecision taken =
        number == null
            ? turn.inForce()
                .last()
                .orElseThrow(
                    () ->
                        new ProblemException(
                            ProblemType.CONFLICT,
                            "There is no decision about " + word.account() + " to undo."))
            : turn.decisions().stream()
                .filter(d -> d.number() == number)
                .findFirst()
                .orElseThrow(
                    () ->
                        ProblemException.invalid(
                            "decision_no", "is no decision about this account", List.of()));
    if (!turn.inForce().has(taken.number())) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "Decision "
              + taken.number()
              + " is not in force: it was undone, or a later one took its place.");
    }
    return decide(
        handle,
        turn,
        word,
        Optional.of(NewDecision.undo(taken, turn.match().found().name(), word.reason())),
        List.of());
  }

  /** An account, held, with all that was decided about it. */
  private record Turn(
      long last, ClientMatch match, List<LinkDecision> decisions, InForce inForce) {}

  private static Turn turn(Handle handle, Word word) {
    long last = LinkDecisionDao.lock(handle);
    ClientMatch match =
        ClientMatchDao.findForUpdate(handle, word.account())
            .orElseThrow(() -> ProblemException.notFound("account of a connected system"));
    List<LinkDecision> decisions = LinkDecisionDao.of(handle, word.account());
    InForce inForce = InForce.of(decisions);
    if (word.seen() != null && word.seen() != inForce.lastNumber()) {
      throw new ProblemException(ProblemType.PRECONDITION_FAILED, meanwhile(decisions));
    }
    return new Turn(last, match, decisions, inForce);
  }

  private static String meanwhile(List<LinkDecision> decisions) {
    if (decisions.isEmpty()) {
      return "There is no decision about this account yet: read it again.";
    }
    LinkDecision last = decisions.get(decisions.size() - 1);
    return last.by()
        + " decided meanwhile ("
        + last.kind()
        + ", decision "
        + last.number()
        + "): read the account again, and send yours with its new ETag.";
  }

  private Decided decide(
      Handle handle, Turn turn, Word word, Optional<NewDecision> decision, List<String> warnings) {
    if (decision.isEmpty()) {
      return new Decided(turn.match(), warnings, false);
    }
    LinkDecision made =
        LinkDecisionDao.insert(handle, turn.last(), List.of(decision.get()), word.by()).get(0);
    AuditLog.append(
        handle, word.by(), "client." + past(made.kind()), word.account().toString(), detail(made));
    List<LinkDecision> all = new ArrayList<>(turn.decisions());
    all.add(made);
    ClientMatch now = Verdicts.apply(handle, turn.match().found(), InForce.of(all));
    ClientMatchStore.update(handle, List.of(now));
    boolean asks = asks(made, now) || crosses(handle, made);
    if (asks) {
      Refreshes.request(handle, "a decision about " + word.account());
    }
    return new Decided(now, warnings, asks);
  }

  /** Whether the rules have to be asked again: what they said rested on what is no more. */
  private static boolean asks(LinkDecision made, ClientMatch now) {
    return made.kind().equals(LinkDecision.REJECT)
        || made.kind().equals(LinkDecision.UNDO)
        || (!now.found().opinion().known() && now.verdict().decision().equals("unmatched"));
  }

  /** Whether the integration has just been confirmed often enough, or no more. */
  private boolean crosses(Handle handle, LinkDecision made) {
    if (made.kind().equals(LinkDecision.SPLIT)) {
      return false;
    }
    List<LinkDecision> all =
        LinkDecisionDao.ofIntegration(handle, made.integrationId(), made.number());
    List<LinkDecision> before = all.stream().filter(d -> d.number() < made.number()).toList();
    int needed = matcher.rules(handle).confirmedBeforeNames();
    return NameMatching.of(made.integrationId(), all, needed).on()
        != NameMatching.of(made.integrationId(), before, needed).on();
  }

  static String past(String kind) {
    return switch (kind) {
      case LinkDecision.CONFIRM -> "confirmed";
      case LinkDecision.IGNORE -> "ignored";
      case LinkDecision.REJECT -> "rejected";
      case LinkDecision.UNDO -> "undone";
      default -> kind;
    };
  }

  private static Map<String, String> detail(LinkDecision made) {
    Map<String, String> detail = new TreeMap<>();
    detail.put("decision_no", Long.toString(made.number()));
    if (!made.companyId().isEmpty()) {
      detail.put("company_id", made.companyId());
    }
    if (made.undoes() != null) {
      detail.put("undoes", made.undoes().toString());
    }
    if (!made.splits().isEmpty()) {
      detail.put("parts", Integer.toString(made.splits().size()));
    }
    if (!made.reason().isBlank()) {
      detail.put("reason", made.reason());
    }
    return detail;
  }

  static NewDecision confirmation(ClientMatch match, ClientCompany company, String reason) {
    return NewDecision.of(
        LinkDecision.CONFIRM,
        match.account(),
        match.found().name(),
        company.companyId(),
        company.name(),
        ruleIds(match, company.companyId()),
        reason);
  }

  /** By which rules the company had been found, where it was their first choice. */
  private static List<String> ruleIds(ClientMatch match, String companyId) {
    Opinion opinion = match.found().opinion();
    List<Candidate> candidates = match.found().candidates();
    boolean theirs =
        opinion.companyId().equals(companyId)
            || (!candidates.isEmpty() && candidates.get(0).companyId().equals(companyId));
    return theirs ? opinion.ruleIds() : List.of();
  }

  private static List<String> warnings(ClientCompany company) {
    return company.active()
        ? List.of()
        : List.of(
            company.name()
                + " is "
                + company.status()
                + " in the PSA: what the account uses is shown, and billed to nobody.");
  }

  private static ClientCompany company(Handle handle, String field, String companyId) {
    ClientCompany company = ClientCompanyDao.find(handle, List.of(companyId)).get(companyId);
    if (company == null) {
      throw ProblemException.invalid(
          field, "names no company of the PSA; see /api/v1/companies", List.of());
    }
    return company;
  }

  private static void required(String reason) {
    if (reason.isBlank()) {
      throw ProblemException.invalid(
          "reason", "is missing: say why, for whoever looks at the bill later", List.of());
    }
  }
}
