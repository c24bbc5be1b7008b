package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export folder as an integration: files of this machine, from folders that are allowed. */
class ExportFolderConnectorTest {
  private static final Secrets NONE =
      new Secrets() {
        @Override
        public Optional<String> find(String name) {
          return Optional.empty();
        }

        @Override
        public void replace(String name, String old, String value) {
          throw new UnsupportedOperationException(name);
        }
      };

  @TempDir Path allowed;

  @Test
  void reads_every_table_that_is_there() throws Exception {
    Path folder = Files.createDirectory(allowed.resolve("northwind"));
    for (Map.Entry<String, byte[]> sample : Connectors.samples("export-folder").entrySet()) {
      Files.write(folder.resolve(sample.getKey()), sample.getValue());
    }
    Reading reading = read(folder);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.rows())
        .extracting(SyncedRow::table)
        .containsExactlyInAnyOrder(
            "companies",
            "agreements",
            "additions",
            "additions",
            "invoice_lines",
            "products",
            "accounts",
            "usage",
            "usage",
            "account_links",
            "account_splits",
            "service_mappings",
            "decisions");
  }

  @Test
  void keeps_columns_of_ones_own_and_leaves_out_the_integration() throws Exception {
    write("usage.csv", "integration_id,account_id,record_id,kind,Office\nold,S1,U1,device,North\n");
    Reading reading = read(allowed);
    assertThat(reading.rows())
        .containsExactly(
            new SyncedRow(
                "usage",
                Map.of(
                    "account_id", "S1", "record_id", "U1", "kind", "device", "Office", "North")));
  }

  @Test
  void says_which_cell_and_which_record_cannot_be_used() throws Exception {
    write(
        "usage.csv",
        "account_id,record_id,kind,quantity\nS1,U1,device,1\nS1,U2,toaster,1\nS1,U3,device,many\n");
    Reading reading = read(allowed);
    assertThat(reading.rows())
        .extracting(row -> row.cells().get("record_id"))
        .containsExactly("U1", "U3");
    assertThat(reading.problems())
        .extracting(RecordProblem::kind, RecordProblem::field, RecordProblem::dropped)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("unknown_value", "kind", true),
            org.assertj.core.groups.Tuple.tuple("bad_number", "quantity", false));
  }

  @Test
  void refuses_a_folder_that_is_not_allowed(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("companies.csv"), "company_id,name\nC1,One\n");
    assertThatThrownBy(() -> read(elsewhere))
        .isInstanceOfSatisfying(
            ReadFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(ReadFailure.Kind.REFUSED_ADDRESS));
  }

  @Test
  void refuses_a_link_that_leads_out_of_the_folder(@TempDir Path elsewhere) throws IOException {
    Path secret =
        Files.writeString(elsewhere.resolve("companies.csv"), "company_id,name\nC1,One\n");
    Files.createSymbolicLink(allowed.resolve("companies.csv"), secret);
    assertThatThrownBy(() -> read(allowed))
        .isInstanceOfSatisfying(
            ReadFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(ReadFailure.Kind.REFUSED_ADDRESS));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(allowed.resolve(file), text);
  }

  private Reading read(Path folder) throws ReadFailure {
    FetchPolicy none = FetchPolicy.forTests();
    FetchPolicy policy =
        new FetchPolicy(
            none.http(),
            none.allowedAddresses(),
            List.of(allowed),
            none.maxAnswerBytes(),
            none.connectTimeout(),
            none.answerTimeout(),
            none.answerDeadline(),
            none.firstBackoff(),
            none.longestWait());
    Reading reading = new Reading();
    try (ConnectorReader reader =
        new ConnectorReader(Connectors.shipped(), policy, Clock.systemUTC())) {
      reader.read(
          "export-folder",
          new Connection("files", Map.of("directory", folder.toString()), NONE, "files"),
          ConnectorContract.STARTED,
          reading,
          reading);
    }
    return reading;
  }
}
