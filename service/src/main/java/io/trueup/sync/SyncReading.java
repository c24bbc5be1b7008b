package io.trueup.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.connector.RecordProblem;
import io.trueup.connector.SyncListener;
import io.trueup.connector.SyncedRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What a sync has read so far: rows go to the spool, numbers and problems stay here. */
final class SyncReading implements SyncListener, SyncBeats.Progress {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final RowSpool spool;
  private final int samples;
  private final Redaction redaction;
  private final BooleanSupplier over;
  private final SyncMetrics metrics;
  private final Map<String, StreamTally> streams = new TreeMap<>();
  private final Map<Part, Batch> batches = new HashMap<>();
  private int lastBatch;
  private String waiting = "";

  private record Part(String stream, String partition) {}

  /** What was read of a partition since it last began. */
  private static final class Batch {
    private final int number;
    private long pages;
    private long records;
    private long rows;
    private long dropped;

    private Batch(int number) {
      this.number = number;
    }
  }

  /**
   * @param samples problems of a kind that are kept word for word
   * @param over whether reading on is of no use
   */
  SyncReading(
      RowSpool spool, int samples, Redaction redaction, BooleanSupplier over, SyncMetrics metrics) {
    this.spool = spool;
    this.samples = samples;
    this.redaction = redaction;
    this.over = over;
    this.metrics = metrics;
  }

  @Override
  public void page(
      String stream,
      String partition,
      int records,
      List<SyncedRow> rows,
      List<RecordProblem> problems) {
    metrics.records(records);
    List<RecordProblem> all = new ArrayList<>(problems);
    List<SpooledRow> spooled = new ArrayList<>(rows.size());
    for (SyncedRow row : rows) {
      RowShape.of(stream, row, all::add).ifPresent(spooled::add);
    }
    List<RecordProblem> clean = all.stream().map(this::clean).toList();
    int number = note(stream, partition, records, spooled.size(), clean);
    spool.add(number, spooled);
  }

  private synchronized int note(
      String stream, String partition, int records, int rows, List<RecordProblem> problems) {
    StreamTally tally = tally(stream);
    Batch batch =
        batches.computeIfAbsent(new Part(stream, partition), part -> new Batch(++lastBatch));
    long dropped = problems.stream().filter(RecordProblem::dropped).count();
    batch.pages++;
    batch.records += records;
    batch.rows += rows;
    batch.dropped += dropped;
    tally.add(1, records, rows, dropped);
    problems.forEach(problem -> tally.problem(batch.number, problem, 1));
    return batch.number;
  }

  @Override
  public synchronized void restarted(String stream, String partition) {
    Batch batch = batches.remove(new Part(stream, partition));
    if (batch != null) {
      spool.discard(batch.number);
      StreamTally tally = tally(stream);
      tally.add(-batch.pages, -batch.records, -batch.rows, -batch.dropped);
      tally.forget(batch.number);
    }
  }

  @Override
  public synchronized void finished(String stream) {
    tally(stream).finish();
  }

  @Override
  public synchronized void progress(String stream, long records, long expected, String note) {
    if (stream.isEmpty()) {
      waiting = redaction.clean(note);
    } else {
      tally(stream).expect(expected, redaction.clean(note));
    }
  }

  @Override
  public boolean cancelled() {
    return over.getAsBoolean();
  }

  /**
   * The streams by name, as they are now: a thread of a reading that failed may still be at work,
   * and a transaction that is run again must not count its duplicates twice.
   */
  synchronized Map<String, StreamTally> streams() {
    Map<String, StreamTally> copy = new TreeMap<>();
    streams.forEach((name, tally) -> copy.put(name, tally.copy()));
    return copy;
  }

  @Override
  public synchronized SyncLeases.Counted counted() {
    return counted(streams.values());
  }

  static SyncLeases.Counted counted(Collection<StreamTally> streams) {
    long pages = 0;
    long records = 0;
    long rows = 0;
    long problems = 0;
    for (StreamTally each : streams) {
      pages += each.pages();
      records += each.records();
      rows += each.rows();
      problems += each.problems();
    }
    return new SyncLeases.Counted(pages, records, rows, problems);
  }

  @Override
  public synchronized String json() {
    List<Map<String, Object>> all = new ArrayList<>();
    if (!waiting.isEmpty()) {
      all.add(new LinkedHashMap<>(Map.of("stream", "", "note", waiting)));
    }
    streams.forEach(
        (name, tally) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("stream", name);
          one.put("state", tally.state());
          one.put("pages", tally.pages());
          one.put("records", tally.records());
          one.put("expected", tally.expected());
          one.put("note", tally.note());
          all.add(one);
        });
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers", e);
    }
  }

  private StreamTally tally(String stream) {
    return streams.computeIfAbsent(stream, name -> new StreamTally(name, samples));
  }

  private RecordProblem clean(RecordProblem problem) {
    return new RecordProblem(
        problem.stream(),
        problem.kind(),
        problem.field(),
        redaction.clean(problem.record()),
        redaction.clean(problem.value()),
        redaction.clean(problem.what()),
        problem.dropped());
  }
}
