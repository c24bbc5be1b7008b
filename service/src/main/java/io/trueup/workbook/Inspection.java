package io.trueup.workbook;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a workbook's XML before its cells are read: for what would be calculated, what
 * people do not see, and what would make the reader allocate without end.
 */
final class Inspection {
  /** Most rows, those without cells among them. */
  static final int MOST_ROWS = 2_200;

  /** Most columns. */
  static final int MOST_COLUMNS = 60;

  /** Longest number; a spreadsheet writes 24 characters at most. */
  private static final int MOST_DIGITS = 60;

  private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})([1-9][0-9]{0,6})");

  private final String where;
  private int sheets;
  private boolean date1904;
  private int row;
  private int column;
  private String cell = "";
  private String type = "";
  private boolean valued;
  private int texts;

  private Inspection(String where) {
    this.where = where;
  }

  /**
   * Inspects all parts.
   *
   * @return whether days are counted from 1904
   */
  static boolean of(Parts parts, String where) throws UnreadableWorkbook {
    Inspection inspection = new Inspection(where);
    for (Map.Entry<String, byte[]> part : parts.all().entrySet()) {
      inspection.part(part.getKey(), part.getValue());
    }
    if (inspection.sheets != 1) {
      throw new UnreadableWorkbook(
          "the workbook does not hold exactly one sheet", where, "delete the other sheets");
    }
    return inspection.date1904;
  }

  private void part(String name, byte[] xml) throws UnreadableWorkbook {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(xml)).toString();
      XMLStreamReader reader =
          factory.createXMLStreamReader(
              new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
      boolean sheet = name.startsWith("xl/worksheets/");
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new UnreadableWorkbook(
              "the workbook declares entities", where + ", " + name, "save it with Excel again");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (sheet) {
            sheetElement(reader);
          } else if (name.equals(Parts.TEXTS)) {
            texts += reader.getLocalName().equals("si") ? 1 : 0;
          } else if (name.equals(Parts.WORKBOOK)) {
            workbookElement(reader);
          }
        }
      }
      String encoding = reader.getCharacterEncodingScheme();
      if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
        throw broken(name);
      }
    } catch (XMLStreamException | CharacterCodingException | RuntimeException malformed) {
      throw broken(name);
    }
  }

  private UnreadableWorkbook broken(String name) {
    return new UnreadableWorkbook(
        "a part of the workbook cannot be read", where + ", " + name, "save it with Excel again");
  }

  private void workbookElement(XMLStreamReader reader) throws UnreadableWorkbook {
    if (reader.getLocalName().equals("sheet")) {
      sheets++;
      if (reader.getAttributeValue(null, "state") != null
          && !"visible".equals(reader.getAttributeValue(null, "state"))) {
        throw new UnreadableWorkbook("the sheet is hidden", where, "show it");
      }
    } else if (reader.getLocalName().equals("workbookPr")) {
      date1904 = isTrue(reader.getAttributeValue(null, "date1904"));
    }
  }

  private void sheetElement(XMLStreamReader reader) throws UnreadableWorkbook, XMLStreamException {
    switch (reader.getLocalName()) {
      case "c" -> {
        cell(reader.getAttributeValue(null, "r"));
        type = Objects.requireNonNullElse(reader.getAttributeValue(null, "t"), "n");
      }
      case "is" -> valued();
      case "v" -> {
        valued();
        value(reader.getElementText());
      }
      case "row" -> {
        row(reader.getAttributeValue(null, "r"));
        if (isTrue(reader.getAttributeValue(null, "hidden"))) {
          throw new UnreadableWorkbook(
              "row " + row + " is hidden", where, "show it, or delete it: it would be a rule");
        }
      }
      case "col" -> {
        if (isTrue(reader.getAttributeValue(null, "hidden"))) {
          throw new UnreadableWorkbook(
              "column "
                  + letters(Integer.parseInt(reader.getAttributeValue(null, "min")))
                  + " is hidden",
              where,
              "show it, or delete it: it would be part of the rules");
        }
      }
      case "f" ->
          throw new UnreadableWorkbook(
              "cell " + cell + " is a formula",
              where,
              "write its value; copy the cells and paste them as values");
      case "mergeCell" ->
          throw new UnreadableWorkbook(
              "cells " + reader.getAttributeValue(null, "ref") + " are merged",
              where,
              "split them; every row says what it means");
      default -> {}
    }
  }

  private void row(@Nullable String number) throws UnreadableWorkbook {
    if (number != null && (number.length() > 6 || Integer.parseInt(number) > MOST_ROWS)) {
      throw tooLarge();
    }
    if (number == null || Integer.parseInt(number) <= row) {
      throw misplaced("row " + (number == null ? "behind " + row : number));
    }
    row = Integer.parseInt(number);
    column = 0;
  }

  /** A second value would be read in place of the one that people see. */
  private void valued() throws UnreadableWorkbook {
    if (valued) {
      throw new UnreadableWorkbook("cell " + cell + " holds two values", where, "type it again");
    }
    valued = true;
  }

  private void value(String value) throws UnreadableWorkbook {
    if (type.equals("s") && !value.isEmpty() && Integer.parseInt(value) >= texts) {
      throw new UnreadableWorkbook(
          "cell " + cell + " holds a text that is not there", where, "type it again");
    }
    // the reader's work grows with the square of the digits
    if (type.equals("n") && value.length() > MOST_DIGITS) {
      throw new UnreadableWorkbook(
          "cell " + cell + " holds a number that cannot be read", where, "type it again");
    }
  }

  private UnreadableWorkbook misplaced(String what) {
    return new UnreadableWorkbook(what + " is out of order", where, "save it with Excel again");
  }

  private void cell(@Nullable String reference) throws UnreadableWorkbook {
    Matcher parts = CELL.matcher(reference == null ? "" : reference);
    if (!parts.matches()) {
      throw new UnreadableWorkbook(
          "a cell has no place", where + ", behind " + cell, "save it with Excel again");
    }
    cell = parts.group();
    valued = false;
    int before = column;
    column = 0;
    for (char letter : parts.group(1).toCharArray()) {
      column = column * 26 + letter - 'A' + 1;
    }
    if (column > MOST_COLUMNS || Integer.parseInt(parts.group(2)) > MOST_ROWS) {
      throw tooLarge();
    }
    if (column <= before || Integer.parseInt(parts.group(2)) != row) {
      throw misplaced("cell " + cell);
    }
  }

  private UnreadableWorkbook tooLarge() {
    return new UnreadableWorkbook(
        "the sheet has more than " + MOST_ROWS + " rows or " + MOST_COLUMNS + " columns",
        where,
        "delete what lies outside the table, or split it into several tables");
  }

  private static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = Math.min(column, 16_384); rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  private static boolean isTrue(@Nullable String value) {
    return "1".equals(value) || "true".equals(value);
  }
}
