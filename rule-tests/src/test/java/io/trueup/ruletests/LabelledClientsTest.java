package io.trueup.ruletests;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.clients.Label;
import io.trueup.clients.LabelledClients;
import io.trueup.facts.Account;
import io.trueup.facts.Company;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made clients are what they say they are. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LabelledClientsTest {
  private static final Set<String> KINDS =
      Set.of(
          "exact",
          "suffix_drop",
          "suffix_change",
          "ampersand",
          "abbreviation",
          "acronym",
          "dba",
          "location",
          "code_prefix",
          "domain_name",
          "tenant_name",
          "typo",
          "transliteration",
          "order",
          "status",
          "parent",
          "child",
          "sibling",
          "chain",
          "site_of_organisation",
          "wrong_reference",
          "foreign_domain",
          "nobody_outside",
          "nobody_sister",
          "nobody_namesake",
          "nobody_deleted",
          "nobody_first_word",
          "nobody_generic",
          "nobody_own_tenant");

  private final LabelledClients clients = LabelledClients.generated(7, 1500, 5000);

  @Test
  void the_same_seed_makes_the_same_clients_and_another_seed_others() {
    assertThat(LabelledClients.generated(7, 1500, 5000)).isEqualTo(clients);
    assertThat(LabelledClients.generated(8, 1500, 5000)).isNotEqualTo(clients);
  }

  @Test
  void there_are_as_many_as_were_asked_for() {
    assertThat(clients.accounts()).hasSize(5000);
    assertThat(clients.companies()).hasSizeBetween(1500, 1560);
    assertThat(clients.labels().values().stream().filter(Label::nobodys).count())
        .isBetween(750L, 800L);
  }

  @Test
  void every_kind_of_difference_occurs() {
    Set<String> seen =
        clients.labels().values().stream()
            .flatMap(label -> label.kinds().stream())
            .collect(Collectors.toSet());
    assertThat(seen).containsAll(KINDS);
  }

  @Test
  void every_account_is_labelled_once_and_with_a_company_that_exists() {
    Set<String> companies =
        clients.companies().stream().map(Company::companyId).collect(Collectors.toSet());
    assertThat(companies).hasSameSizeAs(clients.companies());
    assertThat(clients.accounts().stream().map(Account::accountId))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(clients.labels().keySet());
    for (Map.Entry<String, Label> label : clients.labels().entrySet()) {
      assertThat(label.getValue().nobodys() || companies.contains(label.getValue().companyId()))
          .as(label.toString())
          .isTrue();
    }
  }

  @Test
  void what_is_written_is_read_back(@TempDir Path folder) throws IOException {
    clients.write(folder);
    LabelledClients read = LabelledClients.read(folder);
    assertThat(read.labels()).isEqualTo(clients.labels());
    assertThat(read.companies()).hasSameSizeAs(clients.companies());
    assertThat(read.accounts()).hasSameSizeAs(clients.accounts());
  }
}
