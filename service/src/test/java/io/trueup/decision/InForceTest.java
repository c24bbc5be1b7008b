package io.trueup.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InForceTest {
  private final List<LinkDecision> said = new ArrayList<>();

  @Test
  void the_last_word_on_whose_it_is_counts() {
    say("confirm", "C1");
    say("ignore", "");
    assertThat(link()).isEqualTo("ignore ");
    say("confirm", "C2");
    assertThat(link()).isEqualTo("confirm C2");
    assertThat(InForce.of(said).lastNumber()).isEqualTo(3);
  }

  @Test
  void a_reject_takes_back_a_confirm_of_that_company_and_of_no_other() {
    say("confirm", "C1");
    say("reject", "C2");
    assertThat(link()).isEqualTo("confirm C1");
    say("reject", "C1");
    assertThat(link()).isEmpty();
    assertThat(InForce.of(said).rejected()).containsOnlyKeys("C1", "C2");
    say("confirm", "C1");
    assertThat(link()).isEqualTo("confirm C1");
    assertThat(InForce.of(said).rejected()).containsOnlyKeys("C2");
  }

  @Test
  void what_was_undone_was_never_said() {
    say("confirm", "C1");
    say("reject", "C1");
    undo(2);
    assertThat(link()).isEqualTo("confirm C1");
    assertThat(InForce.of(said).rejected()).isEmpty();
    undo(1);
    assertThat(link()).isEmpty();
    assertThat(InForce.of(said).last()).isEmpty();
  }

  @Test
  void a_split_stands_beside_a_confirm_and_ends_where_the_account_is_nobodys() {
    say("confirm", "C1");
    say("split", "");
    assertThat(link()).isEqualTo("confirm C1");
    assertThat(InForce.of(said).split()).isPresent();
    say("ignore", "");
    assertThat(InForce.of(said).split()).isEmpty();
    say("split", "");
    assertThat(link()).isEmpty();
    assertThat(InForce.of(said).split().orElseThrow().number()).isEqualTo(4);
    undo(4);
    assertThat(link()).isEqualTo("ignore ");
  }

  private String link() {
    return InForce.of(said).link().map(d -> d.kind() + " " + d.companyId()).orElse("");
  }

  private void say(String kind, String company) {
    add(kind, company, null);
  }

  private void undo(long number) {
    add("undo", "", number);
  }

  private void add(String kind, String company, @Nullable Long undoes) {
    said.add(
        new LinkDecision(
            said.size() + 1,
            kind,
            "ninja",
            "1",
            company,
            null,
            undoes,
            "Acme",
            "",
            List.of(),
            List.of(),
            "because",
            "test",
            Instant.EPOCH,
            ""));
  }
}
