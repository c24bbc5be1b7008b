package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.clients.LabelledClients;
import io.trueup.facts.Account;
import io.trueup.facts.AccountLink;
import io.trueup.facts.Company;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.Previous;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deciding alike accounts once gives what deciding each by itself gives, whatever the rules ask.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DecidingAccountsOnceTest {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 31);

  /** An account that is there in each month, and that stands in two integrations. */
  private static final String SOME = "again/" + clients(1).accounts().get(0).accountId();

  /** Rules that somebody might add, each asking of candidates what the shipped ones do not. */
  static Stream<String> additions() {
    return Stream.of(
        "",
        objection("$candidate : Candidate( companyName matches \".*[aeiou]\" )"),
        objection("$candidate : Candidate( integrationId == \"rmm\", accountId matches \".*7\" )"),
        objection("$candidate : Candidate( twins > 1, score < 0.9B )"),
        objection("$candidate : Candidate( lead < 0.2B, words == equalWords )"),
        objection("$candidate : Candidate( $name : companyName, siteName == $name )"),
        objection(
            "Threshold( name == \"distinctive_word\", $n : value )\n"
                + "    $candidate : Candidate( distinctive < $n, score > 0.5B )"),
        objection("Threshold( $n : value )\n    $candidate : Candidate( distinctive == $n )"),
        objection(
            "Integration( $id : integrationId, matchOnName == \"no\" )\n"
                + "    $candidate : Candidate( integrationId == $id )"),
        objection(
            "$other : Candidate( rank == 1, $account : accountKey, $score : score )\n"
                + "    $candidate : Candidate( accountKey == $account, rank == 2, score == $score )"),
        objection(
            "Candidate( rank == 1, $company : companyId )\n"
                + "    $candidate : Candidate( rank == 2, companyId == $company )"),
        objection(
            "$candidate : Candidate( $account : accountKey )\n"
                + "    accumulate( Candidate( accountKey == $account, $s : score ); $n : count( $s ); $n > 5 )"),
        suggestion(
            "AccountMatch( decision == \"auto\", value matches \"[A-M].*\", $a : accountKey )"),
        suggestion("AccountMatch( companyId matches \".*[02468]\", $a : accountKey )"),
        suggestion("AccountMatch( accountKey == \"" + SOME + "\", $a : accountKey )"),
        objection("$candidate : Candidate( accountKey == \"" + SOME + "\" )"),
        objection("$candidate : Candidate( accountKey != accountId, knownAccounts > 0 )"),
        suggestion("ConfirmedLink( source == \"account_links\", $a : accountKey )"),
        suggestion("MatchObjection( kind in ( \"city\", \"domain\" ), $a : accountKey )"));
  }

  private static LabelledClients clients(long seed) {
    return LabelledClients.generated(seed, 100, 400);
  }

  private static String objection(String patterns) {
    return rule("CLM-901")
        + "when\n    "
        + patterns
        + "\nthen\n    insertLogical( MatchObjection.to( $candidate, \"odd\" ) );\nend\n";
  }

  private static String suggestion(String pattern) {
    return rule("CLM-902")
        + "when\n    "
        + pattern
        + "\n    $candidate : Candidate( accountKey == $a, rank == 2 )"
        + "\nthen\n    insertLogical( AccountMatch.auto( $candidate ) );\nend\n";
  }

  private static String rule(String id) {
    return "package trueup.clientmatching\n\nrule \"A rule that somebody added\"\n    @id(\""
        + id
        + "\") @owner(\"billing\") @since(\"2026-11\")\n    @rationale(\"Somebody wanted it.\")\n";
  }

  @ParameterizedTest
  @MethodSource("additions")
  void every_account_comes_out_the_same(String addition) {
    Map<String, String> files = new TreeMap<>(ShippedBundle.files());
    if (!addition.isEmpty()) {
      files.put("client-matching/added.drl", addition);
    }
    RuleBundle bundle = RuleFacts.load(files).get();
    for (long seed = 1; seed <= 2; seed++) {
      Month month = month(clients(seed));
      Reconciled once = Reconciliation.run(month, bundle, DAY, 2);
      Reconciled each = Reconciliation.runOneByOne(month, bundle, DAY, 1);
      assertEquals(told(each), told(once), "seed " + seed + "\n" + addition);
    }
  }

  private static String told(Reconciled result) {
    List<String> lines = new ArrayList<>();
    result.accounts().forEach((key, outcome) -> lines.add(key + " " + outcome));
    lines.add(result.rulesFired().toString());
    return String.join("\n", lines);
  }

  /** Some accounts twice, in another integration; some that people linked. */
  private static Month month(LabelledClients clients) {
    List<Account> accounts = new ArrayList<>(clients.accounts());
    List<AccountLink> links = new ArrayList<>();
    List<Company> companies = clients.companies();
    for (int i = 0; i < clients.accounts().size(); i += 3) {
      Account a = clients.accounts().get(i);
      accounts.add(
          new Account(
              "again",
              a.accountId(),
              a.name(),
              a.domains(),
              a.city(),
              a.state(),
              a.country(),
              a.phone(),
              a.externalRef(),
              a.parentName(),
              a.status(),
              a.attributes()));
      if (i % 4 == 0) {
        String company = i % 8 == 0 ? "" : companies.get(i % companies.size()).companyId();
        links.add(new AccountLink(a.integrationId(), a.accountId(), company, Map.of()));
      }
    }
    return new Month(
        companies,
        List.of(),
        List.of(),
        List.of(),
        integrations(accounts),
        List.of(),
        accounts,
        List.of(),
        links,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Previous.NONE,
        List.of(),
        "");
  }

  private static List<Integration> integrations(List<Account> accounts) {
    List<Integration> all = new ArrayList<>();
    List<String> words = List.of("yes", "no", "");
    for (String id : accounts.stream().map(Account::integrationId).distinct().toList()) {
      all.add(
          new Integration(
              id,
              "other",
              id,
              null,
              null,
              "",
              BigDecimal.valueOf(48),
              words.get(all.size() % words.size()),
              Map.of()));
    }
    return all;
  }
}
