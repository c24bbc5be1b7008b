package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebook.BundleFiles;
import io.trueup.workbook.Xlsx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decision tables on the command line, as CSV and as workbooks. */
final class TablesTest {
  /** Without commas in its cells, so that it is easily written as a workbook too. */
  static final String TABLE =
      """
      table,Products that may differ
      owner,billing
      since,2026-11
      rationale,Agreed with the vendor's distributor.
      name,A difference of {Units} or fewer is accepted for {Product}
      when,$position : Position( delta != 0 )
      when,Compared( positionKey == $position.key )
      then,Accepted.because( $position {Reason} )
      columns,Rule,Product,Units,Reason
      means,id,Position.productCode is,Position.absoluteDelta at most,text
      rule,DSC-901,M365-BP,2,agreed_tolerance
      """;

  @TempDir Path folder;
  private Path rules = Path.of("");
  private Path csv = Path.of("");

  @BeforeEach
  void a_bundle_with_a_table() throws IOException {
    rules = folder.resolve("rules");
    for (var file : BundleFiles.shipped().entrySet()) {
      Path target = rules.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    csv = rules.resolve("discrepancies/tolerances.table.csv");
    Files.writeString(csv, table());
  }

  static String table() {
    return TABLE.replace(
        "Accepted.because( $position {Reason} )", "\"Accepted.because( $position, {Reason} )\"");
  }

  @Test
  void a_table_is_shown_as_DRL() {
    Cli shown = Cli.run("rules", "table", csv);
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .isEqualTo(
            """
            package trueup.discrepancies

            rule "A difference of 2 or fewer is accepted for M365-BP"
                @id("DSC-901") @owner("billing") @since("2026-11")
                @rationale("Agreed with the vendor's distributor.")
            when
                $position : Position( delta != 0, productCode == "M365-BP", absoluteDelta <= 2 )
                Compared( positionKey == $position.key )
            then
                insertLogical( Accepted.because( $position, "agreed_tolerance" ) );
            end
            """);
  }

  @Test
  void its_rules_are_checked_and_listed_like_any_other() throws IOException {
    Cli check = Cli.run("rules", "check", rules);
    assertThat(check.code()).as(check.out()).isZero();
    assertThat(check.out())
        .contains("tolerances.table.csv:11:1: RB-204: no scenario names DSC-901")
        .doesNotContain("RB-201");
    assertThat(Cli.run("rules", "list", "--rules", rules).out())
        .contains("DSC-901  A difference of 2 or fewer is accepted for M365-BP")
        .contains("billing, discrepancies/tolerances.table.csv:11\n");
    Files.writeString(csv, table().replace("M365-BP,2,", "M365-BP,two,"));
    for (Path path : new Path[] {rules, csv}) {
      Cli broken = Cli.run("rules", "check", path);
      assertThat(broken.code()).isEqualTo(1);
      assertThat(broken.out())
          .contains(
              "tolerances.table.csv:11:22: RB-103: cell D11: \"two\" is no number\n"
                  + "    write digits, and a point before decimals: 1234.50");
    }
    Cli shown = Cli.run("rules", "table", csv);
    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out()).startsWith(csv + ":11:22: RB-103: ").doesNotContain("package");
  }

  @Test
  void a_workbook_stands_in_for_the_table_that_it_becomes() throws IOException {
    Files.delete(csv);
    Path xlsx = rules.resolve("discrepancies/tolerances.table.xlsx");
    String plain = TABLE.replace("$position {Reason}", "$position"); // a verb without its reason
    Files.write(xlsx, Xlsx.ofTexts(plain));
    assertThat(BundleFiles.read(rules))
        .containsEntry("discrepancies/tolerances.table.csv", plain)
        .doesNotContainKey("discrepancies/tolerances.table.xlsx");
    Cli check = Cli.run("rules", "check", xlsx);
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("tolerances.table.xlsx:10:65: RB-102: cell E10: no row asks");
    Path written = folder.resolve("out.table.csv");
    Cli made = Cli.run("rules", "table", xlsx, "--out", written);
    assertThat(made.out()).endsWith(written + " written\n");
    assertThat(written).hasContent(plain);
  }

  @Test
  void a_workbook_and_a_table_of_one_name_must_say_the_same() throws IOException {
    String plain = TABLE.replace("$position {Reason}", "$position");
    Files.writeString(csv, plain);
    Path xlsx = rules.resolve("discrepancies/tolerances.table.xlsx");
    Files.write(xlsx, Xlsx.ofTexts(plain));
    assertThat(BundleFiles.read(rules)).containsEntry("discrepancies/tolerances.table.csv", plain);
    Files.write(xlsx, Xlsx.ofTexts(plain.replace(",2,", ",3,")));
    Cli check = Cli.run("rules", "check", rules);
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.error())
        .contains("tolerances.table.csv and the workbook beside it differ; delete one of them");
  }

  @Test
  void what_is_no_table_is_refused_in_one_line() throws IOException {
    Path xlsx = folder.resolve("x.table.xlsx");
    Files.writeString(xlsx, "table,x\n");
    Path latin = folder.resolve("l.table.csv");
    Files.write(latin, new byte[] {'t', (byte) 0xE4});
    for (Path path : new Path[] {xlsx, latin}) {
      Cli check = Cli.run("rules", "check", path);
      assertThat(check.code()).isEqualTo(2);
      assertThat(check.error()).matches("[^\n—]+ — [^\n—]+ — [^\n—]+");
    }
    for (Object[] arguments :
        new Object[][] {
          {xlsx},
          {latin},
          {folder.resolve("none.table.csv")},
          {rules.resolve("policy.yml")},
          {csv, "--stage", "x"},
          {csv, "--out", folder.resolve("x.csv")}
        }) {
      Object[] all = new Object[arguments.length + 2];
      all[0] = "rules";
      all[1] = "table";
      System.arraycopy(arguments, 0, all, 2, arguments.length);
      Cli refused = Cli.run(all);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.error()).matches("[^\n]+ — [^\n]+ — [^\n]+").doesNotContain("Exception");
    }
  }
}
