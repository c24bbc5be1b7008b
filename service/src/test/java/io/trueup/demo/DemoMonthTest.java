package io.trueup.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The month as a whole: always the same bytes, the size it promises, a cast for every story. */
class DemoMonthTest {
  @TempDir private Path directory;

  private Folder month = new Folder(Path.of("."));

  @BeforeEach
  void write() throws IOException {
    month = Folder.written(directory.resolve("month"));
  }

  @Test
  void two_runs_write_the_same_bytes() throws Exception {
    Path again = directory.resolve("again");
    DemoMonth.write(again);
    assertThat(digests(again)).isEqualTo(digests(month.path())).hasSize(18);
  }

  @Test
  void another_locale_and_time_zone_change_nothing() throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Path elsewhere = directory.resolve("elsewhere");
      DemoMonth.write(elsewhere);
      assertThat(digests(elsewhere)).isEqualTo(digests(month.path()));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void the_bytes_are_the_pinned_ones() throws Exception {
    MessageDigest whole = sha256();
    digests(month.path())
        .forEach(
            (file, digest) ->
                whole.update((file + " " + digest + "\n").getBytes(StandardCharsets.UTF_8)));
    assertThat(HexFormat.of().formatHex(whole.digest()))
        .isEqualTo("8c36b7cc6d907f1b0211180ae5f2bcbe9303e36fe42ca70a94b709616a4c098b");
  }

  @Test
  void the_files_have_as_many_rows_as_the_documentation_says() {
    assertThat(month.rows("companies")).hasSize(102);
    assertThat(month.rows("integrations")).hasSize(8);
    assertThat(month.rows("usage")).hasSize(6_325);
    assertThat(month.previous().rows("usage")).hasSize(6_421);
    assertThat(month.rows("additions")).hasSize(529);
    assertThat(month.rows("invoice_lines")).hasSize(514);
    assertThat(month.rows("accounts")).hasSize(416);
    assertThat(month.rows("service_mappings")).hasSize(34);
  }

  @Test
  void the_integrations_span_every_category() {
    assertThat(month.distinct("integrations", "category"))
        .containsExactlyInAnyOrder(
            "psa", "rmm", "microsoft365", "backup", "endpoint_security", "vendor_portal", "other");
  }

  @Test
  void every_story_has_its_cast_and_every_company_one_story() {
    Map<Story, List<String>> cast = DemoMonth.companiesByStory();
    assertThat(cast).containsOnlyKeys(Story.values());
    assertThat(cast.values()).allSatisfy(ids -> assertThat(ids).hasSizeGreaterThanOrEqualTo(6));
    assertThat(cast.values().stream().flatMap(List::stream))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(month.distinct("companies", "company_id"));
  }

  @Test
  void the_collapsed_source_lost_more_than_half_of_its_records_and_no_other_did() {
    Map<String, Long> now = countByIntegration(month);
    Map<String, Long> before = countByIntegration(month.previous());
    assertThat(before.get("sentinelone")).isEqualTo(104);
    assertThat(now.get("sentinelone")).isEqualTo(9);
    assertThat(before)
        .allSatisfy(
            (integration, count) -> {
              if (!integration.equals("sentinelone")) {
                assertThat(now.get(integration)).isGreaterThan(count * 9 / 10);
              }
            });
  }

  @Test
  void one_source_failed_and_all_others_synced_on_the_last_day() {
    assertThat(month.rows("integrations", row -> row.getField("last_status").equals("failed")))
        .singleElement()
        .satisfies(row -> assertThat(row.getField("integration_id")).isEqualTo("threecx"));
    assertThat(month.rows("integrations", row -> row.getField("last_status").equals("succeeded")))
        .allSatisfy(row -> assertThat(row.getField("last_success_at")).startsWith("2026-10-31T"));
  }

  @Test
  void agreements_are_in_three_currencies() {
    Map<String, Long> byCurrency =
        month.values("agreements", "currency").collect(groupingBy(text -> text, counting()));
    assertThat(byCurrency)
        .containsOnlyKeys("USD", "CAD", "EUR")
        .containsEntry("CAD", 5L)
        .containsEntry("EUR", 1L);
  }

  @Test
  void nobody_real_can_be_meant() {
    assertThat(month.rows("companies"))
        .allSatisfy(
            row -> {
              assertThat(row.getField("domains").split(";", -1))
                  .allMatch(domain -> domain.endsWith(".example"));
              assertThat(row.getField("phone")).matches("\\+1 \\d{3} 555-01\\d\\d");
            });
    assertThat(month.rows("usage", row -> !row.getField("user_id").isEmpty()))
        .allMatch(row -> row.getField("user_id").endsWith(".example"));
  }

  private static Map<String, Long> countByIntegration(Folder folder) {
    return folder.rows("usage").stream()
        .collect(groupingBy((NamedCsvRecord row) -> row.getField("integration_id"), counting()));
  }

  private static Map<String, String> digests(Path folder)
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        digests.put(name, HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file))));
      }
    }
    return digests;
  }

  private static MessageDigest sha256() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256");
  }
}
