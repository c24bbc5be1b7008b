package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MatchCommandTest {
  @TempDir private Path folder;

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void an_account_gets_one_certain_row_or_suggestions_or_none() throws IOException {
    Path companies =
        written(
            "clients.csv", "company_id,name,domains\nC1,Acme Corp,acme.example\nC2,Beta Corp,\n");
    Path accounts =
        written(
            "theirs.csv",
            "system,account_id,name,domains\nrmm,1,Acme Works,acme.example\nrmm,2,Beta Corporation,\nrmm,3,Nobody,\n");
    Path out = folder.resolve("new/matches.csv");
    Cli run = Cli.run("match", "--companies", companies, "--accounts", accounts, "--out", out);
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(Files.readAllLines(out))
        .containsExactly(
            "integration_id,account_id,company_id,decision,rank,score,evidence",
            "rmm,1,C1,auto,1,0.974,\"The domain acme.example is this company's alone,"
                + " the name is \"\"Acme Corp\"\" with \"\"works\"\" more.\"",
            "rmm,2,C2,suggest,1,0.877,\"The name is that of \"\"Beta Corp\"\""
                + " but for spaces, signs and the way it is written.\"");
  }

  @Test
  void a_file_that_is_not_there_is_one_line_and_code_2() throws IOException {
    Path companies = written("clients.csv", "company_id,name\nC1,Acme\n");
    Cli run =
        Cli.run(
            "match",
            "--companies",
            companies,
            "--accounts",
            folder.resolve("x.csv"),
            "--out",
            folder.resolve("m.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
  }
}
