package io.trueup.sync;

import io.trueup.connector.Connection;
import io.trueup.connector.PageArchive;
import io.trueup.connector.ReadFailure;
import io.trueup.connector.RecordProblem;
import io.trueup.connector.RecordedAnswer;
import io.trueup.connector.SyncListener;
import io.trueup.connector.SyncedRow;
import io.trueup.connector.VendorReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A vendor with pages of devices, and a reader that goes through them as the real one does: kept
 * answers first, then the vendor. A page is text: a line a record, {@code id=name}; {@code !} is a
 * record that cannot be read.
 */
final class ScriptedVendor implements VendorReader {
  static final String STREAM = "devices";

  /** Called before a page is asked for, with its number from 1. */
  interface Before {
    void page(int number, SyncListener listener) throws ReadFailure;
  }

  private final Map<Integer, String> pages = new TreeMap<>();
  final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
  final List<Instant> startedAt = Collections.synchronizedList(new ArrayList<>());
  volatile Before before = (number, listener) -> {};
  volatile Instant receivedAt = Instant.now();
  volatile String restartAfter = "";

  /** Replaces what the vendor has. */
  ScriptedVendor has(String... texts) {
    pages.clear();
    for (int i = 0; i < texts.length; i++) {
      pages.put(i + 1, texts[i]);
    }
    return this;
  }

  @Override
  public void read(
      String connector,
      Connection connection,
      Instant started,
      PageArchive archive,
      SyncListener listener)
      throws ReadFailure {
    startedAt.add(started);
    for (int number : pages.keySet()) {
      if (listener.cancelled()) {
        throw failure(ReadFailure.Kind.CANCELLED, "stopped");
      }
      page(number, answer(number, archive, listener), listener);
      if (restartAfter.equals("" + number)) {
        restartAfter = "";
        listener.restarted(STREAM, "");
        for (int again = 1; again < number + 1; again++) {
          page(again, pages.getOrDefault(again, ""), listener);
        }
      }
    }
    listener.finished(STREAM);
  }

  private String answer(int number, PageArchive archive, SyncListener listener) throws ReadFailure {
    String key = STREAM + "/" + number;
    var kept = archive.find(key);
    if (kept.isPresent()) {
      return new String(kept.get().body(), StandardCharsets.UTF_8);
    }
    before.page(number, listener);
    asked.add(number);
    String text = pages.getOrDefault(number, "");
    archive.keep(
        key,
        new RecordedAnswer(
            STREAM,
            "",
            number,
            "GET https://vendor.example/devices?page=" + number,
            200,
            Map.of("etag", "x" + number),
            text.getBytes(StandardCharsets.UTF_8),
            receivedAt));
    return text;
  }

  private static void page(int number, String text, SyncListener listener) {
    List<SyncedRow> rows = new ArrayList<>();
    List<RecordProblem> problems = new ArrayList<>();
    List<String> records = text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    for (String record : records) {
      if (record.startsWith("!")) {
        problems.add(
            new RecordProblem(
                STREAM, "bad_date", "created_at", "page " + number, record, "no date", true));
      } else {
        rows.add(usage(record));
      }
    }
    listener.page(STREAM, "", records.size(), rows, problems);
    listener.progress(STREAM, records.size(), 0, "");
  }

  private static SyncedRow usage(String record) {
    String[] parts = record.split("=", -1);
    Map<String, String> cells = new TreeMap<>();
    cells.put("account_id", "acme");
    if (!parts[0].isEmpty()) {
      cells.put("record_id", parts[0]);
    }
    cells.put("kind", "device");
    cells.put("name", parts[1]);
    for (int i = 2; i < parts.length; i++) {
      cells.put("extra" + i, parts[i]);
    }
    return new SyncedRow("usage", cells);
  }

  static ReadFailure failure(ReadFailure.Kind kind, String what) {
    return new ReadFailure(
        kind, STREAM, "", what, "GET https://vendor.example/devices?page=2", "look at it");
  }

  /** Lines {@code d1=name1} and so on. */
  static String records(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.append(text.isEmpty() ? "" : "\n").append('d').append(i).append("=host-").append(i);
    }
    return text.toString();
  }
}
