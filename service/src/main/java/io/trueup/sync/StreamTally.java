package io.trueup.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.connector.RecordProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers and problems of one stream. Guarded by whoever owns it. */
final class StreamTally {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 500;

  private final String stream;
  private final int samples;
  private final Map<String, Problems> problems = new TreeMap<>();
  private String state = "reading";
  private long pages;
  private long records;
  private long rows;
  private long dropped;
  private long duplicates;
  private long expected;
  private String note = "";

  private record Sample(int batch, RecordProblem problem) {}

  /** Problems of one kind: how many each batch had, since a batch may turn out to be void. */
  private static final class Problems {
    private final Map<Integer, Long> counts = new HashMap<>();
    private final List<Sample> first = new ArrayList<>();
  }

  StreamTally(String stream, int samples) {
    this.stream = stream;
    this.samples = samples;
  }

  StreamTally copy() {
    StreamTally copy = new StreamTally(stream, samples);
    copy.state = state;
    copy.pages = pages;
    copy.records = records;
    copy.rows = rows;
    copy.dropped = dropped;
    copy.duplicates = duplicates;
    problems.forEach(
        (kind, of) -> {
          Problems same = new Problems();
          same.counts.putAll(of.counts);
          same.first.addAll(of.first);
          copy.problems.put(kind, same);
        });
    return copy;
  }

  void add(long morePages, long moreRecords, long moreRows, long moreDropped) {
    pages += morePages;
    records += moreRecords;
    rows += moreRows;
    dropped += moreDropped;
  }

  /** Notes a problem that stands for {@code count} of its kind. */
  void problem(int batch, RecordProblem problem, long count) {
    Problems kind = problems.computeIfAbsent(problem.kind(), k -> new Problems());
    kind.counts.merge(batch, count, Long::sum);
    if (kind.first.size() < samples) {
      kind.first.add(new Sample(batch, problem));
    }
  }

  void forget(int batch) {
    for (Problems kind : problems.values()) {
      kind.counts.remove(batch);
      kind.first.removeIf(sample -> sample.batch() == batch);
    }
    problems.values().removeIf(kind -> kind.counts.isEmpty());
    state = "reading";
  }

  /** Rows that came again: with the same content, or with another, which leaves them out. */
  void duplicates(long same, long different) {
    duplicates += same;
    dropped += different;
  }

  void expect(long count, String why) {
    expected = count;
    note = why;
  }

  void finish() {
    state = "finished";
    note = "";
  }

  void fail() {
    state = "failed";
  }

  String stream() {
    return stream;
  }

  String state() {
    return state;
  }

  long pages() {
    return pages;
  }

  long records() {
    return records;
  }

  long rows() {
    return rows;
  }

  long dropped() {
    return dropped;
  }

  long duplicates() {
    return duplicates;
  }

  long expected() {
    return expected;
  }

  String note() {
    return note;
  }

  long problems() {
    return problems.values().stream()
        .flatMap(kind -> kind.counts.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** A list of kind, count and sample. */
  String problemsJson() {
    List<Map<String, Object>> all = new ArrayList<>();
    problems.forEach(
        (kind, of) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("kind", kind);
          one.put("count", of.counts.values().stream().mapToLong(Long::longValue).sum());
          one.put("sample", of.first.stream().map(sample -> sample(sample.problem())).toList());
          all.add(one);
        });
    try {
      return JSON.writeValueAsString(all).replace("\\u0000", "\\ufffd");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers", e);
    }
  }

  private static Map<String, Object> sample(RecordProblem problem) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("field", problem.field());
    one.put("record", cut(problem.record()));
    one.put("value", cut(problem.value()));
    one.put("what", cut(problem.what()));
    one.put("dropped", problem.dropped());
    return one;
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
