package io.trueup.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.decision.LinkDecision.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecidedFilesTest {
  private static final Instant AT = Instant.parse("2026-11-02T10:00:00Z");

  @TempDir Path folder;

  @BeforeEach
  void two_accounts() throws IOException {
    write("accounts.csv", "account_id,system,name\n1,ninja,Acme\n\"a,b/2\",ninja,Beta\n");
    write("integrations.csv", "integration_id,category,vendor\nninja,rmm,ninjaone\nedr,other,x\n");
  }

  @Test
  void decisions_become_rows_of_a_file_that_was_not_there() throws IOException {
    DecidedFiles.write(
        folder,
        List.of(
            said(1, "confirm", "1", "C1", List.of()),
            said(2, "reject", "1", "C2", List.of()),
            said(3, "ignore", "a,b/2", "", List.of()),
            said(4, "confirm", "gone", "C1", List.of())),
        List.of(),
        Map.of());
    assertThat(read("decisions.csv"))
        .isEqualTo(
            """
            decision_id,kind,company_id,product_code,value,until,reason,decided_by,decided_at
            service-1,link,C1,,ninja/1,,because,key:x,2026-11-02T10:00:00Z
            service-2,reject_link,C2,,ninja/1,,because,key:x,2026-11-02T10:00:00Z
            service-3,ignore_account,,,"ninja/a,b/2",,because,key:x,2026-11-02T10:00:00Z
            """);
    assertThat(folder.resolve("account_splits.csv")).doesNotExist();
  }

  @Test
  void rows_that_are_there_stay_byte_by_byte_and_columns_are_added_behind() throws IOException {
    String sent =
        "\uFEFFReason,decision_id,kind,decided_by,decided_at\r\n"
            + "\"old, \"\"yes\"\"\",d1,waive,Käthe,2026-01-01\r\n\r\nbroken row\r\n";
    write("decisions.csv", sent);
    DecidedFiles.write(folder, List.of(said(1, "ignore", "1", "", List.of())), List.of(), Map.of());
    assertThat(read("decisions.csv").lines())
        .containsExactly(
            "\uFEFFReason,decision_id,kind,decided_by,decided_at,company_id,value",
            "\"old, \"\"yes\"\"\",d1,waive,Käthe,2026-01-01,,",
            "",
            "broken row,,",
            "because,service-1,ignore_account,key:x,2026-11-02T10:00:00Z,,ninja/1");
  }

  @Test
  void a_quote_that_never_closes_swallows_no_decision() throws IOException {
    write(
        "decisions.csv",
        "decision_id,kind,company_id,value,reason,decided_by,decided_at\nd1,\"waive,C1\nd2,x");
    DecidedFiles.write(
        folder, List.of(said(1, "confirm", "1", "C1", List.of())), List.of(), Map.of());
    assertThat(read("decisions.csv").lines().toList())
        .containsExactly(
            "decision_id,kind,company_id,value,reason,decided_by,decided_at",
            "service-1,link,C1,ninja/1,because,key:x,2026-11-02T10:00:00Z",
            "d1,\"waive,C1",
            "d2,x");
  }

  @Test
  void a_split_replaces_all_rows_of_its_account_and_leaves_empty_lines() throws IOException {
    write(
        "account_splits.csv",
        "integration_id,account_id,attribute,value,company_id\nninja,1,office,Ulm,C9\nedr,1,office,Ulm,C9");
    DecidedFiles.write(
        folder,
        List.of(said(1, "split", "1", "", List.of(new Split("office", "Köln;Bonn", "C1", "Acme")))),
        List.of(),
        Map.of());
    assertThat(read("account_splits.csv"))
        .isEqualTo(
            "integration_id,account_id,attribute,value,company_id\n\nedr,1,office,Ulm,C9\n"
                + "ninja,1,office,Köln;Bonn,C1\n");
  }

  @Test
  void names_alone_are_switched_for_the_integrations_that_are_named() throws IOException {
    DecidedFiles.write(folder, List.of(), List.of(), Map.of("ninja", "no", "elsewhere", "yes"));
    assertThat(read("integrations.csv"))
        .isEqualTo(
            "integration_id,category,vendor,match_on_name\nninja,rmm,ninjaone,no\nedr,other,x,\n");
    DecidedFiles.write(folder, List.of(), List.of(), Map.of("ninja", "yes"));
    assertThat(read("integrations.csv")).contains("ninja,rmm,ninjaone,yes\nedr,other,x,\n");
  }

  @Test
  void nothing_decided_changes_nothing() throws IOException {
    String before = read("integrations.csv") + read("accounts.csv");
    DecidedFiles.write(folder, List.of(), List.of(), Map.of());
    DecidedFiles.write(
        folder, List.of(said(1, "confirm", "gone", "C1", List.of())), List.of(), Map.of());
    assertThat(read("integrations.csv") + read("accounts.csv")).isEqualTo(before);
    assertThat(folder.resolve("decisions.csv")).doesNotExist();
  }

  private static LinkDecision said(
      long number, String kind, String account, String company, List<Split> splits) {
    @Nullable Long undoes = null;
    return new LinkDecision(
        number, kind, "ninja", account, company, null, undoes, "Acme", "", List.of(), splits,
        "because", "key:x", AT, "");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }
}
