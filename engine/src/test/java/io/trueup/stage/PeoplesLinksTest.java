package io.trueup.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.ConfirmedLink;
import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of the words that people said about an account hold. */
class PeoplesLinksTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

  private final List<List<String>> decisions = new ArrayList<>();
  private final List<List<String>> links = new ArrayList<>();

  private PeoplesLinksTest said(String id, String kind, String company, String date) {
    return said(id, kind, company, date, "");
  }

  private PeoplesLinksTest said(String id, String kind, String company, String date, String until) {
    decisions.add(List.of(id, kind, company, "I1/T1", until, "known", "ann", date));
    return this;
  }

  private PeoplesLinksTest listed(String company) {
    links.add(List.of("I1", "T1", company));
    return this;
  }

  private PeoplesLinks words() {
    Map<String, Tables.Table> tables = new HashMap<>();
    tables.put(
        "companies.csv",
        table("company_id,name", List.of(List.of("C1", "One"), List.of("C2", "Two"))));
    tables.put(
        "integrations.csv",
        table("integration_id,category,vendor", List.of(List.of("I1", "rmm", "own"))));
    tables.put(
        "accounts.csv",
        table("integration_id,account_id,name", List.of(List.of("I1", "T1", "Account"))));
    tables.put("account_links.csv", table("integration_id,account_id,company_id", links));
    tables.put(
        "decisions.csv",
        table("decision_id,kind,company_id,value,until,reason,decided_by,decided_at", decisions));
    Month month = ExportFolder.read(new Tables(tables), ReadOptions.DEFAULTS);
    assertThat(month.problems()).isEmpty();
    return PeoplesLinks.of(month, DAY);
  }

  private static Tables.Table table(String header, List<List<String>> rows) {
    return new Tables.Table(List.of(header.split(",")), rows);
  }

  private void linked(String company, String source) {
    assertThat(words().confirmed())
        .containsExactly(new ConfirmedLink("I1/T1", "I1", "T1", company, source));
  }

  private void rejected(String... companies) {
    assertThat(words().rejected("I1/T1")).containsExactly(companies);
  }

  @Test
  void a_rejection_links_nothing() {
    said("D1", "reject_link", "C1", "2026-03-01");
    assertThat(words().confirmed()).isEmpty();
    rejected("C1");
  }

  @Test
  void a_later_rejection_takes_back_a_link_to_the_same_company() {
    said("D2", "link", "C1", "2026-03-01").said("D1", "reject_link", "C1", "2026-03-02");
    assertThat(words().confirmed()).isEmpty();
    rejected("C1");
  }

  @Test
  void a_later_link_takes_back_a_rejection_of_the_same_company() {
    said("D1", "link", "C1", "2026-03-02").said("D2", "reject_link", "C1", "2026-03-01");
    linked("C1", "D1");
    rejected();
  }

  @Test
  void words_of_one_moment_count_in_the_order_of_their_ids() {
    said("D2", "reject_link", "C1", "2026-03-01").said("D1", "link", "C1", "2026-03-01");
    assertThat(words().confirmed()).isEmpty();
    decisions.clear();
    said("D2", "link", "C1", "2026-03-01").said("D1", "reject_link", "C1", "2026-03-01");
    linked("C1", "D2");
  }

  @Test
  void a_rejection_leaves_a_link_to_another_company_alone() {
    said("D1", "link", "C1", "2026-03-01").said("D2", "reject_link", "C2", "2026-03-02");
    linked("C1", "D1");
    rejected("C2");
  }

  @Test
  void a_link_to_another_company_leaves_a_rejection_alone() {
    said("D1", "reject_link", "C2", "2026-03-01").said("D2", "link", "C1", "2026-03-02");
    linked("C1", "D2");
    rejected("C2");
  }

  @Test
  void the_later_of_two_links_holds_whatever_their_order_in_the_file() {
    said("D1", "link", "C2", "2026-03-02").said("D2", "link", "C1", "2026-03-01");
    linked("C2", "D1");
  }

  @Test
  void an_account_that_is_nobodys_may_be_linked_later_and_the_other_way_round() {
    said("D1", "ignore_account", "", "2026-03-01").said("D2", "link", "C1", "2026-03-02");
    linked("C1", "D2");
    said("D3", "ignore_account", "", "2026-03-03");
    linked("", "D3");
  }

  @Test
  void a_rejection_does_not_take_back_that_the_account_is_nobodys() {
    said("D1", "ignore_account", "", "2026-03-01").said("D2", "reject_link", "C1", "2026-03-02");
    linked("", "D1");
    rejected("C1");
  }

  @Test
  void decisions_come_after_the_list_of_links_which_has_no_dates() {
    listed("C1");
    linked("C1", "account_links");
    said("D1", "reject_link", "C1", "2020-01-01");
    assertThat(words().confirmed()).isEmpty();
    said("D2", "link", "C2", "2020-01-02");
    linked("C2", "D2");
  }

  @Test
  void a_rejection_that_ran_out_says_nothing() {
    said("D1", "link", "C1", "2026-03-01")
        .said("D2", "reject_link", "C1", "2026-03-02", "2026-03-30");
    linked("C1", "D1");
    rejected();
    decisions.clear();
    said("D1", "link", "C1", "2026-03-01")
        .said("D2", "reject_link", "C1", "2026-03-02", "2026-03-31");
    rejected("C1");
  }
}
