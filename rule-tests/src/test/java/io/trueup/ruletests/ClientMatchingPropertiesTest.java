package io.trueup.ruletests;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.clients.EngineMatching;
import io.trueup.clients.LabelledClients;
import io.trueup.facts.Account;
import io.trueup.facts.AccountLink;
import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.stage.AccountMatcher;
import io.trueup.stage.AccountOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of client matching, whoever the clients are; a failure names its seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClientMatchingPropertiesTest {
  private static final EngineMatching ENGINE =
      new EngineMatching(EngineReconciler.shippedBundle(), 2, "yes");

  private static LabelledClients clients(long seed) {
    return LabelledClients.generated(seed, 250, 900);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void the_order_of_the_rows_and_the_number_of_threads_change_nothing(long seed) {
    LabelledClients clients = clients(seed);
    List<Company> companies = new ArrayList<>(clients.companies());
    List<Account> accounts = new ArrayList<>(clients.accounts());
    Collections.shuffle(companies, new Random(seed));
    Collections.shuffle(accounts, new Random(seed + 1));
    EngineMatching alone = new EngineMatching(ENGINE.bundle(), 1, "yes");
    assertThat(texts(alone.outcomes(companies, accounts, List.of(), List.of())))
        .isEqualTo(texts(matched(clients)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void an_account_has_one_company_or_candidates_and_each_of_them_exists(long seed) {
    LabelledClients clients = clients(seed);
    List<String> ids = clients.companies().stream().map(Company::companyId).toList();
    for (AccountOutcome outcome : matched(clients).values()) {
      String what = outcome.toString();
      if (outcome.link().equals("linked")) {
        assertThat(outcome.companyId()).as(what).isIn(ids);
        assertThat(outcome.rules()).as(what).isNotEmpty();
        assertThat(outcome.evidence()).as(what).isNotEmpty();
      } else {
        assertThat(outcome.companyId()).as(what).isEmpty();
      }
      assertThat(outcome.candidates()).as(what).doesNotHaveDuplicates().isSubsetOf(ids);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void what_people_confirmed_and_rejected_is_honoured_whatever_the_evidence(long seed) {
    LabelledClients clients = clients(seed);
    Random random = new Random(seed);
    Map<String, AccountOutcome> before = matched(clients);
    List<AccountLink> links = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    for (Account account : clients.accounts()) {
      AccountOutcome said = before.get(account.key());
      Company other = clients.companies().get(random.nextInt(clients.companies().size()));
      switch (random.nextInt(5)) {
        case 0 ->
            links.add(
                new AccountLink(
                    account.integrationId(), account.accountId(), other.companyId(), Map.of()));
        case 1 -> decisions.add(decision("link", other.companyId(), account));
        case 2 -> decisions.add(decision("ignore_account", "", account));
        case 3 -> {
          String company = said == null ? "" : said.companyId() + said.suggestedCompanyId();
          if (!company.isEmpty()) {
            decisions.add(decision("reject_link", company, account));
          }
        }
        default -> {}
      }
    }
    Map<String, AccountOutcome> after =
        ENGINE.outcomes(clients.companies(), clients.accounts(), links, decisions);
    for (AccountLink link : links) {
      assertLinked(after, link.integrationId() + "/" + link.accountId(), link.companyId());
    }
    for (Decision decision : decisions) {
      switch (decision.kind()) {
        case "link" -> assertLinked(after, decision.value(), decision.companyId());
        case "ignore_account" ->
            assertThat(after.get(decision.value()))
                .as(decision.value())
                .matches(outcome -> outcome.decision().equals("ignored"));
        default ->
            assertThat(after.get(decision.value()))
                .as(decision.value())
                .matches(outcome -> !outcome.companyId().equals(decision.companyId()))
                .matches(outcome -> !outcome.candidates().contains(decision.companyId()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void matching_what_changed_says_what_matching_all_again_would(long seed) {
    LabelledClients clients = clients(seed);
    Random random = new Random(seed);
    List<Account> now = new ArrayList<>();
    List<Account> before = new ArrayList<>();
    List<Account> changed = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (Account account : clients.accounts()) {
      switch (random.nextInt(12)) {
        case 0 -> changed.add(account);
        case 1 -> {
          before.add(called(account, account.name() + " - old"));
          changed.add(account);
        }
        case 2 -> {
          before.add(account);
          gone.add(account.key());
        }
        default -> {
          before.add(account);
          now.add(account);
        }
      }
    }
    now.addAll(changed);
    AccountMatcher matcher = ENGINE.matcher(clients.companies(), before, List.of(), List.of());
    matcher.change(changed, gone);
    assertThat(texts(matcher.outcomes()))
        .isEqualTo(texts(ENGINE.outcomes(clients.companies(), now, List.of(), List.of())));
  }

  private static Account called(Account a, String name) {
    return new Account(
        a.integrationId(),
        a.accountId(),
        name,
        a.domains(),
        a.city(),
        a.state(),
        a.country(),
        a.phone(),
        a.externalRef(),
        a.parentName(),
        a.status(),
        a.attributes());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_company_that_is_like_no_other_changes_no_other_account(long seed) {
    LabelledClients clients = clients(seed);
    List<Company> more = new ArrayList<>(clients.companies());
    more.add(
        new Company(
            "zz",
            "Zyxwvut Xylographers",
            "",
            List.of("zyxwvut.example"),
            List.of(),
            "ZYXWVUTX",
            "",
            "Zyxburgh",
            "",
            "ZW",
            "+263 999 0001112",
            "",
            "active",
            Map.of()));
    assertThat(links(ENGINE.outcomes(more, clients.accounts(), List.of(), List.of())))
        .isEqualTo(links(matched(clients)));
  }

  private static void assertLinked(
      Map<String, AccountOutcome> outcomes, String account, String company) {
    assertThat(outcomes.get(account))
        .as(account)
        .matches(outcome -> outcome.decision().equals("confirmed"))
        .matches(outcome -> outcome.companyId().equals(company));
  }

  private static Decision decision(String kind, String company, Account account) {
    return new Decision(
        kind + " " + account.key(),
        kind,
        company,
        "",
        account.key(),
        null,
        "as the client says",
        "ops",
        Instant.parse("2026-10-01T08:00:00Z"),
        Map.of());
  }

  private static Map<String, AccountOutcome> matched(LabelledClients clients) {
    return ENGINE.outcomes(clients.companies(), clients.accounts(), List.of(), List.of());
  }

  private static Map<String, String> texts(Map<String, AccountOutcome> outcomes) {
    Map<String, String> texts = new TreeMap<>();
    outcomes.forEach((account, outcome) -> texts.put(account, outcome.toString()));
    return texts;
  }

  /** Who is linked to whom: scores and weights may shift a little with every company. */
  private static Map<String, String> links(Map<String, AccountOutcome> outcomes) {
    Map<String, String> links = new TreeMap<>();
    outcomes.forEach(
        (account, outcome) -> links.put(account, outcome.decision() + " " + outcome.companyId()));
    return links;
  }
}
