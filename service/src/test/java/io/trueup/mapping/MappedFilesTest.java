package io.trueup.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People's mappings become rows of the folder that a run is told. */
final class MappedFilesTest {
  private static final Map<String, String> SEAT =
      Map.of("mapping_id", "M1", "product_code", "M365", "count", "quantity");

  @TempDir Path folder;

  @Test
  void a_mapping_takes_the_place_of_the_folders_and_other_rows_stay_as_they_are()
      throws IOException {
    write(
        "mapping_id,product_code,colour,count\r\nM1,M365,red,records\r\nM2,\"E,DR\",blue,records\r\n");
    MappedFiles.write(folder, List.of(change(1, "M1", MappingChange.PUT, SEAT, null)));
    assertThat(read())
        .isEqualTo(
            "mapping_id,product_code,colour,count\r\n\r\nM2,\"E,DR\",blue,records\r\nM1,M365,,quantity\n");
  }

  @Test
  void a_column_that_the_folder_lacks_is_added_and_a_folder_without_mappings_gets_the_file()
      throws IOException {
    write("mapping_id,product_code,count\nM2,EDR,records\n");
    Map<String, String> narrow =
        Map.of("mapping_id", "M3", "product_code", "X", "count", "records", "kind", "a,b");
    MappedFiles.write(folder, List.of(change(1, "M3", MappingChange.PUT, narrow, null)));
    assertThat(read())
        .isEqualTo("mapping_id,product_code,count,kind\nM2,EDR,records,\nM3,X,records,\"a,b\"\n");
    Files.delete(folder.resolve(MappedFiles.NAME));
    MappedFiles.write(folder, List.of(change(1, "M1", MappingChange.PUT, SEAT, null)));
    assertThat(read()).startsWith("mapping_id,product_code,company_id,").contains("\nM1,M365,,");
  }

  @Test
  void what_was_retired_is_taken_out_and_what_was_undone_changes_nothing() throws IOException {
    String whole = "mapping_id,product_code,count\nM1,M365,records\nM2,EDR,records\n";
    write(whole);
    MappingChange put = change(1, "M1", MappingChange.PUT, SEAT, null);
    MappingChange retired = change(2, "M1", MappingChange.RETIRE, Map.of(), null);
    MappedFiles.write(folder, List.of(put, retired));
    assertThat(read()).isEqualTo("mapping_id,product_code,count\n\nM2,EDR,records\n");
    write(whole);
    MappedFiles.write(
        folder,
        List.of(
            put,
            retired,
            change(3, "M1", MappingChange.UNDO, Map.of(), 2L),
            change(4, "M1", MappingChange.UNDO, Map.of(), 1L)));
    assertThat(read()).isEqualTo(whole);
  }

  @Test
  void a_row_is_read_as_a_run_reads_it_and_written_back_without_what_says_nothing() {
    MappingRows.Read read =
        MappingRows.read(
            Map.of(
                "mapping_id",
                "M1",
                "product_code",
                "M365",
                "count",
                "quantity",
                "kind",
                "Licence; user",
                "attributes",
                "term=annual",
                "units_per_billing_unit",
                "100"));
    assertThat(read.problems()).isEmpty();
    assertThat(MappingRows.cells(read.mapping().orElseThrow()))
        .containsEntry("kind", "licence;user")
        .containsEntry("attributes", "term=annual")
        .containsEntry("units_per_billing_unit", "100")
        .doesNotContainKeys("rounding", "role", "basis", "states", "tolerance");
    assertThat(MappingRows.read(Map.of("mapping_id", "M1", "colour", "red")).problems())
        .containsKey("colour");
    assertThat(MappingRows.read(Map.of("mapping_id", "M1", "product_code", "a\nb")).problems())
        .containsEntry("product_code", "must be at most 4000 characters on one line");
    assertThat(MappingRows.read(Map.of()).mapping()).isEmpty();
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve(MappedFiles.NAME), text);
  }

  private String read() throws IOException {
    return Files.readString(folder.resolve(MappedFiles.NAME));
  }

  private static MappingChange change(
      long number, String id, String kind, Map<String, String> cells, @Nullable Long undoes) {
    return new MappingChange(
        number, id, kind, cells, undoes, "why", "user:bea", Instant.EPOCH, "request");
  }
}
