package io.trueup.ruletests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.clients.Label;
import io.trueup.clients.MatchScore;
import io.trueup.clients.Prediction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The figures, on five accounts that can be counted by hand. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MatchScoreTest {
  private static final Map<String, Label> LABELS =
      Map.of(
          "right", new Label("A", List.of("exact")),
          "wrong", new Label("B", List.of("typo")),
          "suggested", new Label("C", List.of("typo", "sibling")),
          "silent", new Label("D", List.of("acronym")),
          "nobodys", new Label("", List.of("nobody_sister")));
  private static final Map<String, Prediction> SAID =
      Map.of(
          "right", new Prediction(true, List.of("A"), "by name"),
          "wrong", new Prediction(true, List.of("A"), "by name"),
          "suggested", new Prediction(false, List.of("A", "B", "C"), ""),
          "nobodys", new Prediction(true, List.of("A"), "by phone"));

  private final MatchScore score = MatchScore.of(LABELS, SAID);

  @Test
  void precision_counts_automatic_links_alone() {
    assertEquals(3, score.automatic());
    assertEquals(2, score.wrong());
    assertEquals(1 / 3.0, score.precision(), 1e-9);
  }

  @Test
  void coverage_counts_right_links_among_accounts_that_have_a_company() {
    assertEquals(4, score.owned());
    assertEquals(0.25, score.coverage(), 1e-9);
  }

  @Test
  void ranks_count_links_and_suggestions() {
    assertEquals(0.25, score.firstShare(), 1e-9);
    assertEquals(0.5, score.threeShare(), 1e-9);
    assertEquals(0.5, score.fiveShare(), 1e-9);
  }

  @Test
  void a_link_of_an_account_that_is_nobodys_is_wrong_and_told_apart() {
    assertEquals(1, score.nobodysLinked());
    assertEquals(1.0, score.nobodysShare(), 1e-9);
  }

  @Test
  void an_account_counts_for_each_of_its_kinds() {
    Map<String, MatchScore> kinds = MatchScore.byKind(LABELS, SAID);
    assertThat(kinds).hasEntrySatisfying("typo", typo -> assertEquals(2, typo.accounts()));
    assertThat(kinds).hasEntrySatisfying("sibling", one -> assertEquals(1, one.accounts()));
  }

  @Test
  void wrong_links_are_told_by_what_decided_them() {
    Map<String, MatchScore> deciders = MatchScore.byDecider(LABELS, SAID);
    assertThat(deciders).hasEntrySatisfying("by name", name -> assertEquals(1, name.wrong()));
    assertThat(deciders).hasEntrySatisfying("by phone", phone -> assertEquals(1, phone.wrong()));
    assertEquals(List.of("nobodys", "wrong"), MatchScore.wrong(LABELS, SAID));
  }
}
