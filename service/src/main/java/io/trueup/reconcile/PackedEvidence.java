package io.trueup.reconcile;

import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.db.PackedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Evidence on its way into the database and out of it. A row has a text of its own ({@link
 * PackedText}), or says where in which block of its run it is: 2, its place in the block, the id of
 * the block's first finding.
 */
public final class PackedEvidence {
  /** The table that it is in. */
  public static final String TABLE = "discrepancy_evidence";

  /** The column that it is in: equal texts may be different bytes there. */
  public static final String COLUMN = "evidence";

  /**
   * In SQL, the content of the block that a row {@code e} of {@link #TABLE} is in; null when it has
   * a text of its own.
   */
  public static final String BLOCK =
      """
      (SELECT b.content FROM evidence_block b
       WHERE b.run_id = e.run_id
         AND b.first_id = CASE get_byte(e.evidence, 0)
           WHEN 2 THEN convert_from(substr(e.evidence, 3), 'UTF8') END)""";

  private static final String BLOCKS = "evidence_block";
  private static final byte IN_BLOCK = 2;
  private static final String GONE = "the block of evidence is not there";

  private PackedEvidence() {}

  /** A row and its evidence as bytes. */
  record Row(EvidenceRow of, byte[] packed) {}

  /** Rows with all of their text, in the order in which they come. */
  static Iterator<Row> whole(Iterator<EvidenceRow> rows) {
    PackedText packer = new PackedText();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        boolean more = rows.hasNext();
        if (!more) {
          packer.close();
        }
        return more;
      }

      @Override
      public Row next() {
        EvidenceRow row = rows.next();
        return new Row(row, packer.pack(String.join("", row.evidence())));
      }
    };
  }

  private record Block(String first, byte[] content) {}

  /** Stores a result's evidence in blocks; how many rows it is. */
  static long store(Handle handle, UUID run, RunResult result) {
    List<Block> blocks = new ArrayList<>();
    long rows;
    try (InBlocks all = new InBlocks(result.evidence().iterator(), blocks)) {
      rows =
          BulkLoad.load(
              handle, TABLE, RunTables.EVIDENCE.columns(), run, all, RunTables.EVIDENCE.write());
    }
    BulkLoad.load(
        handle,
        BLOCKS,
        List.of("first_id", "content"),
        run,
        blocks.iterator(),
        (block, copy) -> copy.text(block.first()).bytes(block.content()));
    return rows;
  }

  private static final class InBlocks implements Iterator<Row>, AutoCloseable {
    private final Iterator<EvidenceRow> rows;
    private final List<Block> blocks;
    private final EvidenceBlock.Builder builder = new EvidenceBlock.Builder();
    private final PackedText packer = new PackedText();
    private final ArrayDeque<Row> waiting = new ArrayDeque<>();
    private @Nullable EvidenceRow ahead;

    InBlocks(Iterator<EvidenceRow> rows, List<Block> blocks) {
      this.rows = rows;
      this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
      return !waiting.isEmpty() || ahead != null || rows.hasNext();
    }

    @Override
    public Row next() {
      if (waiting.isEmpty()) {
        fill(read());
      }
      return waiting.remove();
    }

    private EvidenceRow read() {
      EvidenceRow row = ahead == null ? rows.next() : ahead;
      ahead = null;
      return row;
    }

    /** A block has findings of one client, so that it is the same however a run is divided. */
    private void fill(EvidenceRow first) {
      if (first.companyId().isEmpty()) {
        waiting.add(new Row(first, packer.pack(String.join("", first.evidence()))));
        return;
      }
      byte[] name = first.discrepancyId().getBytes(StandardCharsets.UTF_8);
      EvidenceRow row = first;
      while (true) {
        byte[] where = new byte[name.length + 2];
        where[0] = IN_BLOCK;
        where[1] = (byte) builder.add(row.evidence());
        System.arraycopy(name, 0, where, 2, name.length);
        waiting.add(new Row(row, where));
        if (!rows.hasNext()) {
          break;
        }
        row = rows.next();
        if (builder.size() == EvidenceBlock.MOST || !row.companyId().equals(first.companyId())) {
          ahead = row;
          break;
        }
      }
      blocks.add(new Block(first.discrepancyId(), builder.finish()));
    }

    @Override
    public void close() {
      builder.close();
      packer.close();
    }
  }

  /**
   * A row's text.
   *
   * @param stored what its column has
   * @param block what {@link #BLOCK} gives for it
   * @throws IllegalStateException when that is no evidence, or its block is gone
   */
  public static String text(byte[] stored, byte @Nullable [] block) {
    if (!isInBlock(stored)) {
      return PackedText.unpack(stored);
    }
    if (block == null) {
      throw new IllegalStateException(GONE);
    }
    return EvidenceBlock.text(block, stored[1]);
  }

  private static boolean isInBlock(byte[] stored) {
    return stored.length > 2 && stored[0] == IN_BLOCK;
  }

  /** Texts of one row after another, of which those of one block had better come together. */
  public static final class Texts {
    private final Handle handle;
    private final UUID run;
    private String first = "";
    private byte[] block = {};

    /** Of a run. */
    public Texts(Handle handle, UUID run) {
      this.handle = handle;
      this.run = run;
    }

    /**
     * A row's text.
     *
     * @param stored what its column has
     * @throws IllegalStateException when that is no evidence, or its block is gone
     */
    public String text(byte[] stored) {
      if (!isInBlock(stored)) {
        return PackedText.unpack(stored);
      }
      String wanted = new String(stored, 2, stored.length - 2, StandardCharsets.UTF_8);
      if (!wanted.equals(first)) {
        block = block(wanted);
        first = wanted;
      }
      return EvidenceBlock.text(block, stored[1]);
    }

    private byte[] block(String wanted) {
      return handle
          .createQuery(
              "SELECT content FROM evidence_block WHERE run_id = :run AND first_id = :first")
          .bind("run", run)
          .bind("first", wanted)
          .mapTo(byte[].class)
          .findOne()
          .orElseThrow(() -> new IllegalStateException(GONE));
    }
  }
}
