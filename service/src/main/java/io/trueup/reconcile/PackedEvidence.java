package io.trueup.reconcile;

import io.trueup.platform.db.PackedText;
import java.util.Iterator;

/** Evidence on its way into the database, packed row by row. */
public final class PackedEvidence implements Iterator<PackedEvidence.Row> {
  /** The table that it is in. */
  public static final String TABLE = "discrepancy_evidence";

  /** The column that it is in: equal texts may be different bytes there. */
  public static final String COLUMN = "evidence";

  private final Iterator<EvidenceRow> rows;
  private final PackedText packer = new PackedText();

  PackedEvidence(Iterator<EvidenceRow> rows) {
    this.rows = rows;
  }

  /** A row and its evidence as bytes. */
  record Row(EvidenceRow of, byte[] packed) {}

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
    return new Row(row, packer.pack(row.evidence()));
  }
}
