package io.trueup.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The parts of a workbook that a table is read from, unpacked within limits. What is handed on is
 * packed anew from them, so that nobody reads another archive than the one that was measured.
 */
final class Parts {
  /** Largest workbook, bytes. */
  static final int MOST_BYTES = 4 << 20;

  /** Largest workbook when it is unpacked, bytes. */
  static final int MOST_UNPACKED = 16 << 20;

  private static final int MOST_PARTS = 200;

  static final String WORKBOOK = "xl/workbook.xml";

  /** The texts that cells refer to by number; it comes before them in the order of names. */
  static final String TEXTS = "xl/sharedStrings.xml";

  private static final Pattern SHEET = Pattern.compile("xl/worksheets/[A-Za-z0-9_-]{1,60}\\.xml");
  private static final Set<String> NEEDED =
      Set.of(
          "[Content_Types].xml",
          "_rels/.rels",
          WORKBOOK,
          "xl/_rels/workbook.xml.rels",
          "xl/styles.xml",
          TEXTS);

  /** Parts that bring in something from elsewhere, or run. */
  private static final Map<Pattern, String> REFUSED =
      Map.of(
          Pattern.compile("(?i).*vbaProject.*|.*macrosheets/.*"),
          "macros",
          Pattern.compile("(?i)xl/externalLinks/.*"),
          "links to other workbooks",
          Pattern.compile("(?i)xl/(connections\\.xml|queryTables/.*|customData/.*)"),
          "connections to data elsewhere",
          Pattern.compile("(?i)xl/(embeddings|activeX|ctrlProps)/.*"),
          "embedded objects");

  private final String where;
  private final Map<String, byte[]> parts = new TreeMap<>();

  private Parts(String where) {
    this.where = where;
  }

  /** Unpacks a workbook. */
  static Parts read(byte[] workbook, String where) throws UnreadableWorkbook {
    Parts parts = new Parts(where);
    if (workbook.length > MOST_BYTES) {
      throw parts.refused("the workbook has more than " + (MOST_BYTES >> 20) + " MiB");
    }
    if (workbook.length > 1 && workbook[0] == (byte) 0xD0 && workbook[1] == (byte) 0xCF) {
      throw new UnreadableWorkbook(
          "the workbook is encrypted or of an old kind",
          where,
          "save it as an Excel workbook (.xlsx) without a password");
    }
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      parts.unpack(zip);
    } catch (UnreadableWorkbook refused) {
      throw refused;
    } catch (IOException | IllegalArgumentException broken) {
      throw parts.unreadable();
    }
    if (!parts.parts.containsKey(WORKBOOK)) {
      throw parts.unreadable();
    }
    if (parts.parts.keySet().stream().filter(name -> SHEET.matcher(name).matches()).count() != 1) {
      throw new UnreadableWorkbook(
          "the workbook does not hold exactly one sheet",
          where,
          "keep the table in a workbook of its own, and delete the other sheets");
    }
    return parts;
  }

  private void unpack(ZipInputStream zip) throws IOException {
    int count = 0;
    int left = MOST_UNPACKED;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (++count > MOST_PARTS) {
        throw refused("the workbook has more than " + MOST_PARTS + " parts");
      }
      String name = entry.getName();
      for (Map.Entry<Pattern, String> kind : REFUSED.entrySet()) {
        if (kind.getKey().matcher(name).matches()) {
          throw new UnreadableWorkbook(
              "the workbook holds " + kind.getValue(), where, "save it without them, as .xlsx");
        }
      }
      // parts that are not needed are measured too: they are part of the same bomb
      byte[] content = zip.readNBytes(left + 1);
      left -= content.length;
      if (left < 0) {
        throw refused("the workbook is larger than " + (MOST_UNPACKED >> 20) + " MiB unpacked");
      }
      boolean needed = NEEDED.contains(name) || SHEET.matcher(name).matches();
      if (needed && parts.put(name, content) != null) {
        throw new ZipException("two parts of one name");
      }
    }
  }

  private UnreadableWorkbook refused(String what) {
    return new UnreadableWorkbook(what, where, "keep the table in a small workbook of its own");
  }

  private UnreadableWorkbook unreadable() {
    return new UnreadableWorkbook(
        "this is no XLSX workbook", where, "save it as an Excel workbook (.xlsx), or as CSV UTF-8");
  }

  /** The parts by name. */
  Map<String, byte[]> all() {
    return parts;
  }

  /** The workbook's only sheet. */
  byte[] sheet() {
    return parts.entrySet().stream()
        .filter(part -> SHEET.matcher(part.getKey()).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** A workbook of these parts and nothing else. */
  byte[] packed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.setLevel(1);
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
