package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import io.trueup.packed.UsagePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in for usage.csv gives the same month. */
final class PackedUsageTest {
  @TempDir Path folder;
  private Exports exports;

  @BeforeEach
  void a_folder_with_good_and_bad_rows() {
    exports = new Exports(folder);
    exports.with(
        "usage.csv",
        """
        integration_id,account_id,record_id,kind,name,quantity,unit_cost,created_at,last_active_at,office
        I1,T1,R1,user,Ann,1.50,3.20,2026-01-01T08:00:00Z,,North
        I1,T1,R2,usr,Bob,1,,,,
        I1,T9,R3,user,Cem,1,,,,
        I1,T1,R1,user,Ann again,1,,,,
        I1,T1,R4,device,"Dörte, D",0,,2026-01-02T00:00:00.5Z,2026-03-01T10:00:00Z,
        I1,T1,R5,user,"open x
        """);
    exports.with(
        "account_splits.csv",
        "integration_id,account_id,attribute,value,company_id\nI1,T1,offise,North,C2\n");
    exports.with(
        "sync_problems.csv",
        "integration_id,table,kind,column,value,what\nI1,usage,bad_row,name,x,could not be read\n");
  }

  private static ReadOptions options(int problems) {
    return ReadOptions.DEFAULTS.withMaxProblemsPerFile(problems).withPacked();
  }

  private void pack(MonthReading reading) throws IOException {
    try (PackedUsage.Writer writer =
        new PackedUsage.Writer(folder, reading.usage().orElseThrow())) {
      UsagePage.Builder page = new UsagePage.Builder();
      reading.month().usage().forEach(page::add);
      writer.page(page.toByteArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1_000})
  void the_month_its_problems_and_its_hash_are_the_same(int problems) throws IOException {
    MonthReading first = ExportFolder.reading(folder, options(problems));
    Month month = first.month();
    assertThat(month.usage()).extracting(UsageRecord::recordId).containsExactly("R1", "R4");
    assertThat(month.problems()).isNotEmpty();
    pack(first);
    exports.without("usage.csv");
    MonthReading again = ExportFolder.reading(folder, options(problems));
    assertThat(again.month()).isEqualTo(month);
    assertThat(again.usage()).isEmpty();
  }

  @Test
  void it_is_read_only_where_that_was_asked_for() throws IOException {
    pack(ExportFolder.reading(folder, options(10)));
    exports.without("usage.csv");
    assertThatThrownBy(() -> ExportFolder.read(folder, ReadOptions.DEFAULTS))
        .isInstanceOf(UnusableFolder.class)
        .hasMessageContaining("usage.csv");
  }

  @Test
  void a_file_that_is_cut_or_of_another_revision_is_not_read() throws IOException {
    pack(ExportFolder.reading(folder, options(10)));
    exports.without("usage.csv");
    byte[] whole = Files.readAllBytes(folder.resolve(PackedUsage.FILE));
    for (int length = 0; length < whole.length; length += 7) {
      refused(Arrays.copyOf(whole, length));
    }
    byte[] other = whole.clone();
    other[3]++;
    refused(other);
  }

  private void refused(byte[] file) {
    exports.with(PackedUsage.FILE, file);
    assertThatThrownBy(() -> ExportFolder.read(folder, options(10)))
        .isInstanceOf(UnusableFolder.class)
        .hasMessageContaining("cannot be read");
  }
}
