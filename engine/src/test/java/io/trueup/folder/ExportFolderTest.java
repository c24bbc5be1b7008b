package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
  @TempDir Path folder;

  @Test
  void a_sound_folder_is_read_without_problems() {
    Month month = new Exports(folder).read();
    assertThat(month.problems()).isEmpty();
    assertThat(month.companies()).hasSize(2);
    assertThat(month.usage()).hasSize(2);
    assertThat(month.additions().get(0).unitPrice()).isEqualByComparingTo("22");
    assertThat(month.inputHash()).hasSize(64);
  }

  @Test
  void tables_are_read_like_files() throws IOException {
    Exports exports = new Exports(folder).usage("I1,T1,R1,user,Ann,1\nI1,T1,R2,usr,Bob,x\n");
    Month fromFiles = exports.read();
    Map<String, Tables.Table> tables = new HashMap<>();
    for (ExportFile file : ExportFiles.list()) {
      if (Files.exists(folder.resolve(file.name()))) {
        List<List<String>> rows =
            Files.readAllLines(folder.resolve(file.name())).stream()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
        tables.put(file.name(), new Tables.Table(rows.get(0), rows.subList(1, rows.size())));
      }
    }
    Month fromTables = ExportFolder.read(new Tables(tables), ReadOptions.DEFAULTS);
    assertThat(fromTables).isEqualTo(fromFiles);
  }

  @Test
  void tables_name_the_lines_that_they_were_given() {
    Tables tables =
        new Tables(
            Map.of(
                "usage.csv",
                new Tables.Table(
                    List.of("integration_id", "account_id", "record_id", "kind"),
                    List.of(List.of("I1", "T1", "R1", "user"), List.of("I1", "T1", "R2", "usr")),
                    List.of(41, 42))));
    Month month = ExportFolder.read(tables, ReadOptions.DEFAULTS);
    assertThat(month.usage()).hasSize(1);
    assertThat(month.problems()).extracting(InputProblem::line).containsExactly(42);
  }

  @Test
  void usage_can_be_streamed() {
    new Exports(folder).usage("I1,T1,R1,user,Ann,1\nI1,T9,R2,user,Bob,1\nI1,T1,R1,user,Ann,1\n");
    List<UsageRecord> records = new ArrayList<>();
    List<InputProblem> problems = new ArrayList<>();
    ExportFolder.streamUsage(folder, records::add, problems::add);
    assertThat(records).extracting(UsageRecord::recordId).containsExactly("R1");
    assertThat(problems)
        .extracting(InputProblem::kind)
        .containsExactly("dangling_id", "duplicate_id");
  }

  @Test
  void one_file_can_be_read_by_itself() {
    Exports exports = new Exports(folder).with("my clients.csv", "company_id,name\nC7,Acme\n");
    List<InputProblem> problems = new ArrayList<>();
    assertThat(ExportFolder.readCompanies(folder.resolve("my clients.csv"), problems::add))
        .hasSize(1);
    assertThat(ExportFolder.readAccounts(exports.path().resolve("accounts.csv"), problems::add))
        .hasSize(1);
    assertThat(problems).isEmpty();
  }

  @Test
  void the_order_of_rows_and_columns_changes_nothing_but_the_order() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      rows.append("I1,T1,R").append(i).append(",user,Näme ").append(i % 7).append(',').append(i);
      rows.append('\n');
    }
    Exports exports = new Exports(folder).usage(rows.toString());
    Month month = exports.read();
    for (int seed = 0; seed < 10; seed++) {
      shuffle("usage.csv", new Random(seed));
      shuffle("companies.csv", new Random(seed));
      Month shuffled = exports.read();
      assertThat(shuffled.inputHash()).as("seed %d", seed).isEqualTo(month.inputHash());
      assertThat(new HashSet<>(shuffled.usage())).isEqualTo(new HashSet<>(month.usage()));
      assertThat(new HashSet<>(shuffled.companies())).isEqualTo(new HashSet<>(month.companies()));
      assertThat(shuffled.problems()).isEmpty();
    }
  }

  private void shuffle(String file, Random random) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      rows.add(List.of(line.split(",", -1)));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    Collections.shuffle(rows.subList(1, rows.size()), random);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(String.join(",", order.stream().map(row::get).toList())).append('\n');
    }
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void any_change_of_content_changes_the_hash() {
    Exports exports = new Exports(folder);
    String hash = exports.read().inputHash();
    List<String> hashes = new ArrayList<>(List.of(hash));
    hashes.add(exports.usage("I1,T1,R1,user,Ann,1\n").read().inputHash());
    hashes.add(exports.usage("I1,T1,R1,user,Ann,1\nI1,T1,R1,user,Ann,1\n").read().inputHash());
    hashes.add(exports.usage("I1,T1,R1,user,Ann,2\n").read().inputHash());
    hashes.add(exports.usage("I1,T1,R1,user,An,n1\n").read().inputHash());
    hashes.add(
        exports
            .with(
                "usage.csv",
                Exports.USAGE_HEADER.replace("name", "user_id") + "I1,T1,R1,user,Ann,1\n")
            .read()
            .inputHash());
    assertThat(hashes).doesNotHaveDuplicates();
    new Exports(folder);
    assertThat(exports.read().inputHash()).isEqualTo(hash);
  }
}
