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
      for (Found found : candidates.search().of(account("1", name, text(dice)), Set.of())) {
        assertThat(found.sentence()).as(name).endsWith(".").doesNotContain("\n");
      }
    }
  }

  @Test
  void a_rejected_company_is_neither_a_candidate_nor_a_rival() {
    ClientCandidates candidates =
        candidates(
            List.of(company("C1", "Ashgrove Dairy"), company("C2", "Ashgrove Dairy")), List.of());
    Account account = account("1", "Ashgrove Dairy", "");
    assertThat(candidates.search().of(account, Set.of()))
        .extracting(found -> found.fact().rivalName())
        .containsExactly("as_good", "as_good");
    List<Found> left = candidates.search().of(account, Set.of("C1"));
    assertThat(left).extracting(found -> found.fact().companyId()).containsExactly("C2");
    assertThat(left.get(0).fact().rivalName()).isEmpty();
  }

  private static Map<String, String> references(ClientCandidates candidates, String reference) {
    return candidates.search().of(account("1", "Zed", reference), Set.of()).stream()
        .map(Found::fact)
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
