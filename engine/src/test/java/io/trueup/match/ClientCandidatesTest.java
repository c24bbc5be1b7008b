package io.trueup.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Account;
import io.trueup.facts.Candidate;
import io.trueup.facts.Company;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientCandidatesTest {
  private static final String CHARACTERS = "aAbB12 -_|:()[]{}&+.,'/#*~zZ\"éß™世αЖ";

  @Test
  void ids_that_differ_in_capitals_are_two_companies() {
    ClientCandidates candidates =
        candidates(List.of(company("ab1", "Zed Works"), company("AB1", "Zed Farms")), List.of());
    assertThat(references(candidates, "AB1"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("AB1", "company_id", "ab1", "another"));
    assertThat(references(candidates, "Ab1"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("AB1", "unknown", "ab1", "unknown"));
  }

  @Test
  void an_id_in_other_capitals_names_the_one_company_that_has_it() {
    ClientCandidates candidates = candidates(List.of(company("Ab1", "Zed Works")), List.of());
    assertThat(references(candidates, "AB1")).containsEntry("Ab1", "company_id");
  }

  @Test
  void a_word_that_is_learned_touches_accounts_that_write_it_otherwise() {
    List<Company> companies =
        List.of(
            company("C1", "Ashgrove Dairy"),
            company("C2", "Birchmoor Foundry"),
            company("C3", "Cedarholt Press"));
    ClientCandidates candidates =
        candidates(
            companies,
            List.of(
                account("1", "Ashgrove Dairy - Whse", ""),
                account("2", "Birchmoor Foundry - Warehouse", ""),
                account("3", "Cedarholt Press", "")));
    assertThat(candidates.change(List.of(account("4", "Cedarholt Press - Whse", "")), List.of()))
        .containsExactlyInAnyOrder("I/1", "I/2", "I/4");
    assertThat(candidates.change(List.of(), List.of("I/4")))
        .containsExactlyInAnyOrder("I/1", "I/2");
  }

  @Test
  void an_account_that_gets_a_name_that_another_bears_touches_it() {
    ClientCandidates candidates =
        candidates(
            List.of(company("C1", "Ashgrove Dairy")),
            List.of(account("1", "Ashgrove Dairy", ""), account("2", "Something", "")));
    assertThat(candidates.change(List.of(account("2", "ASHGROVE DAIRY", "")), List.of()))
        .containsExactlyInAnyOrder("I/1", "I/2");
  }

  @Test
  void whatever_people_write_is_read_and_told_in_one_sentence() {
    Random dice = new Random(20261101);
    List<Company> companies =
        List.of(company("C1", "(x) [y]"), company("C2", "--"), company("C3", text(dice) + "x"));
    ClientCandidates candidates = candidates(companies, List.of());
    for (int i = 0; i < 3000; i++) {
      String name = text(dice) + "(" + text(dice) + ")";
      Found found = found(candidates, account("1", name, text(dice)), Set.of());
      for (int at = 0; at < found.size(); at++) {
        assertThat(found.sentence(at)).as(name).endsWith(".").doesNotContain("\n");
      }
    }
  }

  @Test
  void a_rejected_company_is_neither_a_candidate_nor_a_rival() {
    ClientCandidates candidates =
        candidates(
            List.of(company("C1", "Ashgrove Dairy"), company("C2", "Ashgrove Dairy")), List.of());
    Account account = account("1", "Ashgrove Dairy", "");
    assertThat(found(candidates, account, Set.of()).facts())
        .extracting(Candidate::rivalName)
        .containsExactly("as_good", "as_good");
    List<Candidate> left = found(candidates, account, Set.of("C1")).facts();
    assertThat(left).extracting(Candidate::companyId).containsExactly("C2");
    assertThat(left.get(0).rivalName()).isEmpty();
  }

  @Test
  void a_company_without_a_word_in_its_name_is_compared_with_a_record_above() {
    ClientCandidates candidates =
        candidates(List.of(company("C1", "--"), company("C2", "Ashgrove Dairy")), List.of());
    Account site =
        new Account(
            "I", "1", "Depot", List.of(), "", "", "", "", "C1", "Ashgrove Dairy", "", Map.of());
    assertThat(found(candidates, site, Set.of()).facts())
        .extracting(Candidate::companyId)
        .containsExactlyInAnyOrder("C1", "C2");
  }

  @Test
  void accounts_with_the_same_evidence_have_the_same_companies_and_facts_of_their_own() {
    Account one = account("1", "Ashgrove Dairy", "");
    Account other =
        new Account(
            "J", "2", "Ashgrove Dairy", List.of(), "", "", "", "", "", "", "active", Map.of());
    assertThat(AccountEvidence.of(one, Set.of())).isEqualTo(AccountEvidence.of(other, Set.of()));
    assertThat(AccountEvidence.of(one, Set.of()))
        .isNotEqualTo(AccountEvidence.of(other, Set.of("C1")));
    ClientCandidates candidates =
        new ClientCandidates(
            List.of(company("C1", "Ashgrove Dairy")),
            List.of(one, other, account("3", "ASHGROVE DAIRY", "")),
            Vocabulary.of(List.of(), List.of()),
            Map.of("I/1", "C1"));
    Ranking both = candidates.search().rank(one, Set.of());
    assertThat(both.of(one).fact(0)).isEqualTo(found(candidates, one, Set.of()).fact(0));
    assertThat(both.of(other).fact(0)).isEqualTo(found(candidates, other, Set.of()).fact(0));
    assertThat(both.of(one).fact(0))
        .extracting(Candidate::accountKey, Candidate::twins, Candidate::knownAccounts)
        .containsExactly("I/1", 2, 0);
    assertThat(both.of(other).fact(0))
        .extracting(Candidate::accountKey, Candidate::twins, Candidate::knownAccounts)
        .containsExactly("J/2", 1, 1);
  }

  private static Found found(ClientCandidates candidates, Account account, Set<String> rejected) {
    return candidates.search().rank(account, rejected).of(account);
  }

  private static Map<String, String> references(ClientCandidates candidates, String reference) {
    return found(candidates, account("1", "Zed", reference), Set.of()).facts().stream()
        .collect(java.util.stream.Collectors.toMap(Candidate::companyId, Candidate::reference));
  }

  private static ClientCandidates candidates(
      Collection<Company> companies, Collection<Account> accounts) {
    return new ClientCandidates(companies, accounts, Vocabulary.of(List.of(), List.of()), Map.of());
  }

  private static Company company(String id, String name) {
    return new Company(
        id, name, "", List.of(), List.of(), "", "", "", "", "", "", "", "active", Map.of());
  }

  private static Account account(String id, String name, String reference) {
    return new Account("I", id, name, List.of(), "", "", "", "", reference, "", "active", Map.of());
  }

  private static String text(Random dice) {
    StringBuilder text = new StringBuilder();
    for (int i = dice.nextInt(12); i >= 0; i--) {
      text.append(CHARACTERS.charAt(dice.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }
}
