package io.trueup.connector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a reader said while it read, kept in memory: a listener and an archive for tests. */
public final class Reading implements SyncListener, PageArchive {
  private record Part(String stream, String partition) {}

  private record Page(int records, List<SyncedRow> rows, List<RecordProblem> problems) {}

  private final Map<Part, List<Page>> parts = new LinkedHashMap<>();
  private final Map<String, RecordedAnswer> answers = new ConcurrentHashMap<>();
  private final List<String> finished = Collections.synchronizedList(new ArrayList<>());
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @Override
  public synchronized void page(
      String stream,
      String partition,
      int records,
      List<SyncedRow> rows,
      List<RecordProblem> problems) {
    parts
        .computeIfAbsent(new Part(stream, partition), part -> new ArrayList<>())
        .add(new Page(records, List.copyOf(rows), List.copyOf(problems)));
  }

  @Override
  public synchronized void restarted(String stream, String partition) {
    parts.remove(new Part(stream, partition));
  }

  @Override
  public void finished(String stream) {
    finished.add(stream);
  }

  @Override
  public void progress(String stream, long records, long expected, String note) {
    notes.add(stream + " " + records + "/" + expected + " " + note);
  }

  @Override
  public Optional<RecordedAnswer> find(String key) {
    return Optional.ofNullable(answers.get(key));
  }

  @Override
  public void keep(String key, RecordedAnswer answer) {
    RecordedAnswer before = answers.put(key, answer);
    if (before != null) {
      throw new IllegalStateException("the answer " + key + " came twice");
    }
  }

  /** All rows, in the order of streams. */
  public synchronized List<SyncedRow> rows() {
    return parts.values().stream().flatMap(List::stream).flatMap(p -> p.rows().stream()).toList();
  }

  /** All problems. */
  public synchronized List<RecordProblem> problems() {
    return parts.values().stream()
        .flatMap(List::stream)
        .flatMap(page -> page.problems().stream())
        .toList();
  }

  /** Records by stream. */
  public synchronized Map<String, Integer> records() {
    Map<String, Integer> records = new HashMap<>();
    parts.forEach(
        (part, pages) ->
            records.merge(
                part.stream(), pages.stream().mapToInt(Page::records).sum(), Integer::sum));
    return records;
  }

  /** The most pages that a stream had, over all its partitions. */
  public synchronized int mostPages() {
    Map<String, Integer> pages = new HashMap<>();
    parts.forEach((part, read) -> pages.merge(part.stream(), read.size(), Integer::sum));
    return pages.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Streams that were read to their end. */
  public List<String> finished() {
    return List.copyOf(finished);
  }

  /** Answers by their keys. */
  Map<String, RecordedAnswer> answers() {
    return Map.copyOf(answers);
  }

  /** Every text that the reader gave out, but for the bodies of answers. */
  synchronized List<String> texts() {
    List<String> texts = new ArrayList<>(notes);
    parts.forEach((part, pages) -> texts.add(part + " " + pages));
    answers.forEach(
        (key, answer) ->
            texts.add(
                key
                    + " "
                    + answer.stream()
                    + " "
                    + answer.partition()
                    + " "
                    + answer.request()
                    + " "
                    + answer.headers()));
    return texts;
  }
}
