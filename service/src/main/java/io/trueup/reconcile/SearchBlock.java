package io.trueup.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks through of some neighbouring findings.
 *
 * @param ids of the findings
 * @param texts a line each, in that order, as {@link #line} makes it
 */
record SearchBlock(List<String> ids, String texts) {
  /** Where blocks are stored; they follow from the findings and are not compared with others. */
  static final RunTables.Table<SearchBlock> TABLE =
      new RunTables.Table<>(
          "search_block",
          List.of("first_id", "ids", "texts"),
          List.of("first_id"),
          result -> of(result.discrepancies().iterator()),
          (block, copy) -> copy.text(block.ids.get(0)).texts(block.ids).text(block.texts));

  /**
   * Bytes of a block's ids and texts, at most, unless a single one is longer: PostgreSQL packs rows
   * from 2,032 bytes on, which have a head and the tenant, the run and the first id as well.
   */
  static final int MOST_BYTES = 1_860;

  /** What an id takes in an array besides its bytes, at most. */
  private static final int ID = 8;

  SearchBlock {
    ids = List.copyOf(ids);
  }

  /** Blocks of findings, in the order in which they come. */
  static Iterator<SearchBlock> of(Iterator<DiscrepancyRow> rows) {
    return new Blocks(rows);
  }

  /** What is looked through of a finding: one line. */
  static String line(DiscrepancyRow row) {
    return folded(
        String.join(
            " ",
            row.companyName(),
            row.companyId(),
            row.productCode(),
            row.accountId(),
            row.explanation()));
  }

  /**
   * A text in small letters and on one line. Letter by letter, whatever stands beside it: part of a
   * text stays part of it.
   */
  static String folded(String text) {
    StringBuilder small = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      small.appendCodePoint(letter == '\n' ? ' ' : Character.toLowerCase(letter));
    }
    return small.toString();
  }

  private static final class Blocks implements Iterator<SearchBlock> {
    private final Iterator<DiscrepancyRow> rows;
    private @Nullable DiscrepancyRow ahead;

    Blocks(Iterator<DiscrepancyRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return ahead != null || rows.hasNext();
    }

    @Override
    public SearchBlock next() {
      List<String> ids = new ArrayList<>();
      StringBuilder texts = new StringBuilder(MOST_BYTES);
      int bytes = 0;
      while (hasNext()) {
        DiscrepancyRow row = ahead == null ? rows.next() : ahead;
        String line = line(row);
        bytes += bytes(line) + 1 + bytes(row.discrepancyId()) + ID;
        if (bytes > MOST_BYTES && !ids.isEmpty()) {
          ahead = row;
          break;
        }
        ahead = null;
        texts.append(ids.isEmpty() ? "" : "\n").append(line);
        ids.add(row.discrepancyId());
      }
      if (ids.isEmpty()) {
        throw new java.util.NoSuchElementException();
      }
      return new SearchBlock(ids, texts.toString());
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
