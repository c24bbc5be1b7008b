package io.trueup.folder;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the presets of a rule bundle: its files {@code presets/*.csv}, a preset a row, with the
 * columns {@code preset_id}, {@code description} and any that a preset may fill.
 */
public final class Presets {
  private static final Pattern FILE = Pattern.compile("(.*/)?presets/[^/]+\\.csv");
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String PRESET_ID = "preset_id";
  private static final String DESCRIPTION = "description";

  private final Map<String, Preset> presets = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private Presets() {}

  /**
   * The presets by id, in the order of their ids.
   *
   * @param files a bundle's texts by path; files that are not {@code presets/*.csv} are passed over
   * @throws IllegalArgumentException when any row cannot be used; the message has a line {@code
   *     path:line: what is wrong} for each
   */
  public static Map<String, Preset> load(Map<String, String> files) {
    Presets read = new Presets();
    new TreeMap<>(files)
        .forEach(
            (path, text) -> {
              if (FILE.matcher(path).matches()) {
                read.file(path, text);
              }
            });
    if (!read.problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", read.problems));
    }
    return Collections.unmodifiableMap(read.presets);
  }

  private void file(String path, String text) {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofNamedCsvRecord(text)) {
      boolean known = false;
      for (NamedCsvRecord row : rows) {
        known = known || columns(path, row);
        if (!known) {
          return;
        }
        row(path + ":" + row.getStartingLineNumber(), row);
      }
    } catch (CsvParseException broken) {
      problems.add(path + ": " + Printable.line(String.valueOf(broken.getMessage())));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Whether the columns can be used. */
  private boolean columns(String path, NamedCsvRecord row) {
    Set<String> header = Set.copyOf(row.getHeader());
    boolean good = true;
    for (String needed : List.of(PRESET_ID, DESCRIPTION)) {
      if (!header.contains(needed)) {
        problems.add(path + ":1: has no column " + needed + "; add it");
        good = false;
      }
    }
    for (String column : row.getHeader()) {
      boolean known = column.equals(PRESET_ID) || column.equals(DESCRIPTION);
      if (!known && !PolicyFiles.PRESET_FILLS.contains(column)) {
        problems.add(
            path
                + ":1: no preset can fill column "
                + Printable.value(column)
                + "; it may be "
                + String.join(", ", PolicyFiles.PRESET_FILLS));
        good = false;
      }
    }
    return good;
  }

  private void row(String where, NamedCsvRecord row) {
    if (row.getFieldCount() != row.getHeader().size()) {
      problems.add(
          where
              + ": has "
              + row.getFieldCount()
              + " cells; the header has "
              + row.getHeader().size());
      return;
    }
    String id = row.getField(PRESET_ID).strip();
    if (!ID.matcher(id).matches()) {
      problems.add(
          where
              + ": preset_id "
              + Printable.value(id)
              + " is no id; write small letters, digits and single hyphens");
      return;
    }
    Map<String, String> fills = new TreeMap<>();
    for (String column : PolicyFiles.PRESET_FILLS) {
      row.findField(column)
          .map(String::strip)
          .filter(cell -> !cell.isEmpty())
          .ifPresent(cell -> fills.put(column, cell));
    }
    if (!fills.containsKey("count")) {
      problems.add(where + ": preset " + id + " has no count; say what it counts");
      return;
    }
    try {
      Preset preset = new Preset(id, row.getField(DESCRIPTION).strip(), fills);
      if (presets.putIfAbsent(id, preset) != null) {
        problems.add(where + ": preset " + id + " is there twice; delete one");
      }
    } catch (IllegalArgumentException bad) {
      problems.add(where + ": " + bad.getMessage());
    }
  }
}
