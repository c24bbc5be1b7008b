package io.trueup.workbook;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workbooks become CSV as they were typed, or are refused before anything of them runs. */
class WorkbookTableTest {
  private static final String WHERE = "x.table.xlsx";

  private static String csv(Xlsx xlsx) throws UnreadableWorkbook {
    return WorkbookTable.csv(xlsx.bytes(), WHERE);
  }

  private static Xlsx cell(String cell) {
    return Xlsx.rows("<row r=\"1\">" + cell + "</row>");
  }

  private static void assertRefused(Xlsx xlsx, String message) {
    assertRefused(xlsx.bytes(), message);
  }

  private static void assertRefused(byte[] workbook, String message) {
    assertThatThrownBy(() -> WorkbookTable.csv(workbook, WHERE))
        .isInstanceOf(UnreadableWorkbook.class)
        .hasMessageContaining(message)
        .hasMessageContaining(WHERE)
        .hasMessageMatching("[^\n]+ — [^\n]+ — [^\n]+");
  }

  @Test
  void rows_keep_their_numbers_and_texts_their_characters() throws Exception {
    assertThat(
            csv(
                Xlsx.rows(
                    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
                        + "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>2</v></c><c r=\"B4\" t=\"b\"><v>1</v></c>"
                        + "<c r=\"C4\" t=\"b\"><v>0</v></c><c r=\"D4\" s=\"1\"/></row>"
                        + "<row r=\"5\"><c r=\"A5\" s=\"1\"/></row>"
                        + "<row r=\"6\">"
                        + Xlsx.text("B6", "=1+1 <&")
                        + "</row>")))
        .isEqualTo("table,,rich text\n\n\n\"say \"\"yes\"\", then\nno\",yes,no\n\n,=1+1 <&\n");
  }

  @ParameterizedTest
  @CsvSource({
    // what was typed, and what a spreadsheet keeps of it
    "0,1.1000000000000001,1.1",
    "0,0.10000000000000001,0.1",
    "0,22.149999999999999,22.15",
    "0,12.5,12.5",
    "0,100,100",
    "0,1E-3,0.001",
    "0,1.2345678901234501E+14,123456789012345",
    "0,-0,0",
    "0,-3,-3",
    "0,0.30000000000000004,0.3",
    "4,31.5,31.5",
    "5,0.10000000000000001,0.1",
    "1,46326,2026-10-31",
    "2,46326,2026-10-31",
  })
  void a_number_is_what_was_typed(int style, String raw, String expected) throws Exception {
    assertThat(csv(cell("<c r=\"A1\" s=\"" + style + "\"><v>" + raw + "</v></c>")))
        .isEqualTo(expected + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0,1.2345678901234568E+17,holds more digits than a spreadsheet keeps",
    "3,123,shows a number with leading zeros",
    "1,46326.25,holds a time of day",
    "1,12,holds a date that cannot be read",
    "1,99999999,holds a date that cannot be read",
    "0,1E99999,cannot be read",
    "0,abc,cannot be read",
  })
  void a_number_that_is_not_what_was_typed_is_refused(int style, String raw, String message) {
    assertRefused(cell("<c r=\"A1\" s=\"" + style + "\"><v>" + raw + "</v></c>"), message);
  }

  @Test
  void days_are_counted_from_1904_where_the_workbook_says_so() throws Exception {
    Xlsx xlsx = cell("<c r=\"A1\" s=\"1\"><v>44864</v></c>");
    assertThat(
            csv(
                xlsx.workbook(
                    "date1904=\"1\"", "<sheet name=\"Rules\" sheetId=\"1\" r:id=\"rId1\"/>")))
        .isEqualTo("2026-10-31\n");
  }

  @Test
  void formulas_errors_merged_and_hidden_cells_are_refused_with_their_place() {
    assertRefused(cell("<c r=\"B1\"><f>1+1</f><v>2</v></c>"), "cell B1 is a formula");
    assertRefused(
        cell("<c r=\"B1\" t=\"str\"><f>cmd|'/C calc'!A0</f><v>x</v></c>"), "cell B1 is a formula");
    assertRefused(cell("<c r=\"B1\" t=\"str\"><v>x</v></c>"), "cell B1 is a formula");
    assertRefused(cell("<c r=\"B1\" t=\"s\"><f>A1</f><v>0</v></c>"), "cell B1 is a formula");
    assertRefused(cell("<c r=\"B1\" t=\"e\"><v>#REF!</v></c>"), "cell B1 shows an error");
    assertRefused(
        Xlsx.sheet("<sheetData/><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"),
        "cells A1:B2 are merged");
    assertRefused(Xlsx.rows("<row r=\"7\" hidden=\"1\"/>"), "row 7 is hidden");
    assertRefused(
        Xlsx.sheet("<cols><col min=\"28\" max=\"28\" hidden=\"1\"/></cols><sheetData/>"),
        "column AB is hidden");
  }

  @Test
  void one_visible_sheet_is_taken_and_no_other() {
    Xlsx two =
        cell("")
            .workbook(
                "",
                "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"B\" sheetId=\"2\" r:id=\"rId1\"/>");
    assertRefused(two, "does not hold exactly one sheet");
    assertRefused(
        cell("").with("xl/worksheets/sheet2.xml", "<x/>"), "does not hold exactly one sheet");
    assertRefused(
        cell("")
            .workbook("", "<sheet name=\"A\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId1\"/>"),
        "the sheet is hidden");
  }

  @Test
  void what_runs_or_comes_from_elsewhere_is_refused() {
    assertRefused(cell("").with("xl/vbaProject.bin", "x"), "macros");
    assertRefused(cell("").with("xl/externalLinks/externalLink1.xml", "<x/>"), "links to other");
    assertRefused(cell("").with("xl/connections.xml", "<x/>"), "connections to data");
    assertRefused(cell("").with("xl/embeddings/oleObject1.bin", "x"), "embedded objects");
  }

  @Test
  void entities_are_not_expanded() {
    String laughs =
        Xlsx.HEAD
            + "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    assertRefused(
        cell("")
            .with(
                "xl/sharedStrings.xml",
                laughs + "<sst xmlns=\"" + Xlsx.MAIN + "\"><si><t>&b;&c;</t></si></sst>"),
        "declares entities");
    assertRefused(
        cell("")
            .with(
                "xl/sharedStrings.xml",
                Xlsx.HEAD + "<sst xmlns=\"" + Xlsx.MAIN + "\"><si><t>&b;</t></si></sst>"),
        "xl/sharedStrings.xml");
    assertRefused(
        cell("").with("xl/workbook.xml", (laughs + "<workbook/>").getBytes(UTF_16)),
        "xl/workbook.xml");
  }

  @Test
  void a_bomb_is_measured_before_it_is_unpacked() {
    byte[] zeros = new byte[40 << 20];
    assertRefused(cell("").with("docProps/thumbnail.jpeg", zeros), "larger than 16 MiB unpacked");
    assertRefused(cell("").with("xl/worksheets/sheet1.xml", zeros), "larger than 16 MiB unpacked");
    Xlsx many = cell("");
    for (int i = 0; i < 300; i++) {
      many.with("xl/theme/theme" + i + ".xml", "<x/>");
    }
    assertRefused(many, "more than 200 parts");
    byte[] large = new byte[5 << 20];
    new Random(1).nextBytes(large);
    assertRefused(large, "more than 4 MiB");
  }

  @Test
  void a_sheet_that_is_far_larger_than_a_table_is_refused() {
    assertRefused(cell("<c r=\"ZZZZZZZ1\"/>"), "has no place");
    assertRefused(cell("<c r=\"XFD1\"/>"), "more than 2200 rows or 60 columns");
    assertRefused(Xlsx.rows("<row r=\"1048576\"/>"), "more than 2200 rows or 60 columns");
    assertRefused(Xlsx.rows("<row r=\"99999999999\"/>"), "more than 2200 rows or 60 columns");
    assertRefused(cell("<c t=\"inlineStr\"><is><t>x</t></is></c>"), "a cell has no place");
    assertRefused(
        Xlsx.rows(
            "<row r=\"2\">"
                + Xlsx.text("A2", "x")
                + "</row><row r=\"1\">"
                + Xlsx.text("A1", "y")
                + "</row>"),
        "row 1 is out of order");
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= 40; i++) {
      rows.append("<row r=\"" + i + "\"><c r=\"A" + i + "\" t=\"s\"><v>0</v></c></row>");
    }
    assertRefused(
        Xlsx.rows(rows.toString())
            .with(
                "xl/sharedStrings.xml",
                Xlsx.HEAD
                    + "<sst xmlns=\""
                    + Xlsx.MAIN
                    + "\"><si><t>"
                    + "x".repeat(100_000)
                    + "</t></si></sst>"),
        "longer than 1048576 characters");
  }

  @Test
  void a_cell_has_one_place_and_one_value() {
    String two = "<c r=\"B1\"><v>2</v></c>";
    assertRefused(cell(two + two.replace("2", "7")), "cell B1 is out of order");
    assertRefused(cell(two + Xlsx.text("A1", "x")), "cell A1 is out of order");
    assertRefused(cell(Xlsx.text("A2", "x")), "cell A2 is out of order");
    assertRefused(Xlsx.rows("<row r=\"1\"/><row/>"), "row behind 1 is out of order");
    assertRefused(Xlsx.rows("<row r=\"1\"/><row r=\"1\"/>"), "row 1 is out of order");
    assertRefused(cell("<c r=\"B1\"><v>2</v><v>7</v></c>"), "cell B1 holds two values");
    assertRefused(
        cell("<c r=\"B1\" t=\"inlineStr\"><v>2</v><is><t>x</t></is></c>"),
        "cell B1 holds two values");
  }

  @Test
  void what_would_take_hours_to_read_is_refused_at_once() {
    assertRefused(
        cell("<c r=\"A1\"><v>" + "1".repeat(8_000_000) + "</v></c>"),
        "cell A1 holds a number that cannot be read");
    assertRefused(
        cell("<c r=\"A1\" s=\"1\"><v>1</v></c>")
            .with(
                "xl/styles.xml",
                Xlsx.HEAD
                    + "<styleSheet xmlns=\""
                    + Xlsx.MAIN
                    + "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\""
                    + "[".repeat(4_000_000)
                    + "\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/>"
                    + "<xf numFmtId=\"164\"/></cellXfs></styleSheet>"),
        "cell A1 has a format that cannot be read");
  }

  @Test
  void what_is_no_workbook_is_refused() {
    assertRefused(new byte[0], "no XLSX workbook");
    assertRefused("table,x\n".getBytes(UTF_8), "no XLSX workbook");
    assertRefused(
        new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, "encrypted or of an old");
    assertRefused(cell("").with("xl/styles.xml", "<a><b></a>"), "xl/styles.xml");
    assertRefused(
        cell("<c r=\"A1\" t=\"s\"><v>99</v></c>"), "cell A1 holds a text that is not there");
    assertRefused(cell("<c r=\"A1\" t=\"zzz\"><v>9</v></c>"), "cannot be read");
  }

  @Test
  void bytes_that_were_changed_at_random_make_a_table_or_one_line() {
    byte[] good = Xlsx.ofTexts("table,x\nowner,me");
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      byte[] changed = Arrays.copyOf(good, good.length - random.nextInt(2) * random.nextInt(200));
      for (int n = random.nextInt(5); n >= 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(WorkbookTable.csv(changed, WHERE)).isNotNull();
      } catch (UnreadableWorkbook refused) {
        assertThat(refused.getMessage()).doesNotContain("\n");
      }
    }
  }
}
