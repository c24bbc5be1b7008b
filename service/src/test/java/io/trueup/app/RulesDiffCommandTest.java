package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.rulebook.BundleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesDiffCommandTest {
  private static final String SENTENCE =
      "DSC-050 was edited: `absoluteDelta <= $tolerance` became `absoluteDelta <= 3`, so 1 unbilled"
          + " unit of M365 of Acme (USD 10.00 a month) is no longer reported.";

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path edited = Path.of("");

  @BeforeEach
  void month() throws IOException {
    data = SmallMonth.write(folder.resolve("month"));
    edited = bundle("edited");
    Path accepted = edited.resolve("discrepancies/accepted.drl");
    Files.writeString(
        accepted,
        Files.readString(accepted).replace("absoluteDelta <= $tolerance", "absoluteDelta <= 3"));
  }

  private Path bundle(String name) throws IOException {
    Path bundle = folder.resolve(name);
    for (Map.Entry<String, String> file : BundleFiles.shipped().entrySet()) {
      Path copy = bundle.resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, file.getValue());
    }
    return bundle;
  }

  @Test
  void a_tolerance_that_grew_shows_the_money_that_moves_and_the_rule() throws IOException {
    Cli diff = Cli.run("rules", "diff", "--from", bundle("as-is"), "--to", edited, "--data", data);
    assertThat(diff.code()).as(diff.err()).isZero();
    assertThat(diff.out())
        .contains(
            "  1 change of the rules\n    DSC-050 was edited: `absoluteDelta <= $tolerance` became"
                + " `absoluteDelta <= 3` (A difference within the tolerated units is accepted)\n")
        .containsPattern("Discrepancies +1 +0 +-1\n")
        .containsPattern("Underbilled +USD +10\\.00 +0\\.00 +-10\\.00\n")
        .containsPattern("UNDERBILLING +1 +0 +-1  USD 10\\.00 → 0\\.00 underbilled\n")
        .contains(
            "    1 vanished at 1 client; USD 10.00 → 0.00 underbilled\n    - 1 unbilled unit of M365"
                + " of Acme (USD 10.00 a month) is no longer reported\n");
    assertThat(diff.err()).contains("1/3 Reading ", "3/3 Reconciling by ");
  }

  @Test
  void json_and_csv_hold_every_difference_with_both_sides() throws IOException {
    Path csv = folder.resolve("out/differences.csv");
    Cli diff =
        Cli.run("rules", "diff", "--to", edited, "--data", data, "--json", "--csv", csv, "--quiet");
    assertThat(diff.code()).as(diff.err()).isZero();
    assertThat(diff.err()).isEmpty();
    JsonNode json = new JsonMapper().readTree(diff.out());
    assertThat(json.at("/kinds/vanished").asInt()).isEqualTo(1);
    assertThat(json.at("/totals/USD/change/underbilled").decimalValue())
        .isEqualByComparingTo("-10");
    assertThat(json.at("/changes/0/change").asText()).isEqualTo("DSC-050");
    assertThat(json.at("/causes/0/differences").asInt()).isEqualTo(1);
    assertThat(json.at("/clients/0/company_name").asText()).isEqualTo("Acme");
    JsonNode one = json.at("/differences/0");
    assertThat(one.get("sentence").asText()).isEqualTo(SENTENCE);
    assertThat(one.at("/before/class").asText()).isEqualTo("UNDERBILLING");
    assertThat(one.at("/after/class").asText()).isEqualTo("MATCHED");
    assertThat(Files.readAllLines(csv)).hasSize(2);
    assertThat(csv).content().startsWith("kind,causes,certain,sentence,discrepancy_id_before,");
    String again =
        Cli.run("rules", "diff", "--to", edited, "--data", data, "--json", "--quiet").out();
    assertThat(again).isEqualTo(diff.out());
  }

  @Test
  void a_bundle_and_its_copy_differ_in_nothing() throws IOException {
    Cli diff = Cli.run("rules", "diff", "--to", bundle("copy"), "--data", data, "--quiet");
    assertThat(diff.code()).isZero();
    assertThat(diff.out()).contains("The rules are the same.", "Nothing differs.");
  }

  @Test
  void a_preset_that_counts_otherwise_is_read_with_each_bundle() throws IOException {
    SmallMonth.file(
        data,
        "service_mappings",
        "mapping_id,product_code,category,preset\nMAP1,M365,microsoft365,own-seat\n");
    String header = "preset_id,description,kind,usage_product_code,count\n";
    Path before = bundle("before");
    Path after = bundle("after");
    Files.writeString(
        before.resolve("presets/own.csv"), header + "own-seat,Seats,licence,SPB,records\n");
    Files.writeString(
        after.resolve("presets/own.csv"), header + "own-seat,Seats,licence,OTHER,records\n");
    Cli diff = Cli.run("rules", "diff", "--from", before, "--to", after, "--data", data, "--quiet");
    assertThat(diff.out())
        .contains(
            "Preset own-seat was edited: usage_product_code went from SPB to OTHER",
            "M365 of Acme is now a follow-up (line without usage, USD -10.00 held) in place of"
                + " underbilling (quantity, USD 10.00 a month)");
  }

  @Test
  void unusable_input_is_one_line_and_code_2() throws IOException {
    refused(Cli.run("rules", "diff", "--to", edited, "--data", folder.resolve("none")), "none");
    refused(
        Cli.run("rules", "diff", "--to", folder.resolve("none"), "--data", data), "no rule bundle");
    refused(Cli.run("rules", "diff", "--to", edited, "--data", data, "--csv", folder), "--csv");
    refused(Cli.run("rules", "diff", "--data", data), "--to");
    Path rules = edited.resolve("discrepancies/quantity.drl");
    Files.writeString(rules, Files.readString(rules).replaceFirst("when", "wehn"));
    Cli broken = Cli.run("rules", "diff", "--to", edited, "--data", data, "--quiet");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.err()).contains("edited/discrepancies/quantity.drl:");
  }

  private static void refused(Cli diff, String words) {
    assertThat(diff.code()).as(diff.out() + diff.err()).isEqualTo(2);
    assertThat(diff.error()).contains(words);
    assertThat(diff.error().lines()).hasSize(1);
  }
}
