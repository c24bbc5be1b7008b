package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonRawValue;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.trueup.audit.AuditEvent;
import io.trueup.platform.db.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * Events in a file: JSON lines that hold everything a hash is made of, or CSV for a spreadsheet,
 * which runs text that begins like a formula unless an apostrophe stands before it.
 */
final class AuditExport {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final TenantId tenant;
  private final Writer out;
  private final boolean csv;

  AuditExport(TenantId tenant, Writer out, boolean csv) {
    this.tenant = tenant;
    this.out = out;
    this.csv = csv;
  }

  /** A line of the file. */
  private record Line(
      String tenantId,
      long seq,
      Instant at,
      String actor,
      String action,
      String object,
      @JsonRawValue String detail,
      String requestId,
      String prevHash,
      String hash) {}

  /** Writes events as they are read; how many they were. */
  long write(ResultIterator<AuditEvent> events) {
    Consumer<AuditEvent> each = csv ? sheet() : this::line;
    long count = 0;
    try (events) {
      while (events.hasNext()) {
        each.accept(events.next());
        count++;
      }
    }
    return count;
  }

  private void line(AuditEvent event) {
    try {
      out.write(
          PlainJson.line(
                  new Line(
                      tenant.toString(),
                      event.seq(),
                      event.at(),
                      event.actor(),
                      event.action(),
                      event.object(),
                      event.detail(),
                      event.requestId(),
                      event.prevHash(),
                      event.hash()))
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Consumer<AuditEvent> sheet() {
    CsvWriter writer =
        CsvWriter.builder()
            .lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.LF)
            .bufferSize(0)
            .build(out);
    writer.writeRecord(
        "seq", "at", "actor", "action", "object", "detail", "request_id", "prev_hash", "hash");
    return event ->
        writer.writeRecord(
            Stream.of(
                    Long.toString(event.seq()),
                    event.at().toString(),
                    event.actor(),
                    event.action(),
                    event.object(),
                    event.detail(),
                    event.requestId(),
                    event.prevHash(),
                    event.hash())
                .map(AuditExport::plain)
                .toList());
  }

  private static String plain(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
