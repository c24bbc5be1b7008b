package io.trueup.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks, part by part, as spreadsheet programs write them and as nobody should. */
public final class Xlsx {
  static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  private Xlsx() {}

  /** A workbook whose only sheet has these rows. */
  static Xlsx rows(String rows) {
    return sheet("<sheetData>" + rows + "</sheetData>");
  }

  /** A workbook with inline texts, a row a line, cells between commas. */
  public static byte[] ofTexts(String csv) {
    StringBuilder rows = new StringBuilder();
    int row = 0;
    for (String line : csv.lines().toList()) {
      rows.append("<row r=\"").append(++row).append("\">");
      int column = 0;
      for (String cell : line.split(",", -1)) {
        rows.append(text((char) ('A' + column++) + "" + row, cell));
      }
      rows.append("</row>");
    }
    return rows(rows.toString()).bytes();
  }

  static String text(String at, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + escaped + "</t></is></c>";
  }

  static Xlsx sheet(String content) {
    Xlsx xlsx = new Xlsx();
    xlsx.with(
        "[Content_Types].xml",
        HEAD
            + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>"
            + "</Types>");
    xlsx.workbook("", "<sheet name=\"Rules\" sheetId=\"1\" r:id=\"rId1\"/>");
    xlsx.with(
        "xl/_rels/workbook.xml.rels",
        HEAD
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + "</Relationships>");
    xlsx.with(
        "xl/styles.xml",
        HEAD
            + "<styleSheet xmlns=\""
            + MAIN
            + "\"><numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy;@\"/>"
            + "<numFmt numFmtId=\"165\" formatCode=\"00000\"/>"
            + "<numFmt numFmtId=\"166\" formatCode=\"[$€-407]\\ #,##0.00\"/></numFmts>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs count=\"6\">"
            + "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
            + "<xf numFmtId=\"166\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>");
    xlsx.with(
        "xl/sharedStrings.xml",
        HEAD
            + "<sst xmlns=\""
            + MAIN
            + "\"><si><t>table</t></si><si><r><t>rich </t></r><r><t xml:space=\"preserve\">text</t></r></si>"
            + "<si><t>say \"yes\", then\nno</t></si></sst>");
    xlsx.with(
        "xl/worksheets/sheet1.xml",
        HEAD + "<worksheet xmlns=\"" + MAIN + "\">" + content + "</worksheet>");
    xlsx.with("docProps/app.xml", HEAD + "<Properties/>");
    return xlsx;
  }

  Xlsx workbook(String properties, String sheets) {
    return with(
        "xl/workbook.xml",
        HEAD
            + "<workbook xmlns=\""
            + MAIN
            + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr "
            + properties
            + "/><sheets>"
            + sheets
            + "</sheets></workbook>");
  }

  Xlsx with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Xlsx with(String name, byte[] content) {
    parts.put(name, content);
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
