package io.trueup.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.sync.HealthRow;
import io.trueup.sync.SnapshotRow;
import io.trueup.sync.StreamRow;
import io.trueup.sync.SyncRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code trueup sync} says at its end, as a table or as JSON.
 *
 * @param syncs one an integration, in their order
 */
record SyncReport(List<One> syncs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  SyncReport {
    syncs = List.copyOf(syncs);
  }

  /**
   * One integration.
   *
   * @param sync how it went
   * @param snapshot what it left; empty when nothing
   * @param health whether it is believed now
   */
  record One(
      SyncRow sync, List<StreamRow> streams, Optional<SnapshotRow> snapshot, HealthRow health) {
    boolean good() {
      return sync.state().equals("succeeded") && health.status().equals("fresh");
    }

    private String changed() {
      return snapshot
          .map(taken -> Long.toString(taken.added() + taken.changed() + taken.removed()))
          .orElse("–");
    }
  }

  boolean good() {
    return syncs.stream().allMatch(One::good);
  }

  /** A row an integration, one a stream below it, then why what went wrong did. */
  List<String> lines() {
    Table table =
        new Table("llrrrrl")
            .row("integration", "stream", "records", "rows", "problems", "changed", "health");
    for (One one : syncs) {
      SyncRow sync = one.sync();
      table.row(
          sync.integrationId(),
          sync.state(),
          sync.records(),
          sync.rows(),
          sync.problems(),
          one.changed(),
          one.health().status());
      Map<String, HealthRow.Stream> healths = new LinkedHashMap<>();
      one.health().streams().forEach(each -> healths.put(each.stream(), each));
      for (StreamRow stream : one.streams()) {
        HealthRow.Stream health = healths.get(stream.stream());
        table.row(
            "",
            stream.stream(),
            stream.records(),
            stream.rows(),
            stream.dropped(),
            "",
            health == null ? stream.state() : health.status());
      }
    }
    List<String> lines = new ArrayList<>(table.lines(""));
    for (One one : syncs) {
      SyncRow.Failure failure = one.sync().failure();
      if (failure != null) {
        lines.add(
            one.sync().integrationId()
                + ": "
                + OneLine.of(failure.what(), failure.where(), failure.advice()));
      } else if (!one.health().words().isEmpty()) {
        lines.add(one.sync().integrationId() + ": " + OneLine.clean(one.health().words()));
      }
    }
    return lines;
  }

  /** The same as JSON, one line. */
  String json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (One one : syncs) {
      SyncRow sync = one.sync();
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("integration_id", sync.integrationId());
      each.put("sync_id", sync.syncId().toString());
      each.put("state", sync.state());
      if (sync.startedAt() != null && sync.finishedAt() != null) {
        each.put("milliseconds", Duration.between(sync.startedAt(), sync.finishedAt()).toMillis());
      }
      each.put("records", sync.records());
      each.put("rows", sync.rows());
      each.put("problems", sync.problems());
      one.snapshot()
          .ifPresent(
              taken -> {
                each.put("snapshot_no", taken.number());
                each.put("added", taken.added());
                each.put("changed", taken.changed());
                each.put("removed", taken.removed());
              });
      each.put("health", one.health().status());
      each.put("health_reason", one.health().reason());
      each.put("health_words", one.health().words());
      SyncRow.Failure failure = sync.failure();
      if (failure != null) {
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("code", failure.code());
        why.put("stream", failure.stream());
        why.put("what", failure.what());
        why.put("where", failure.where());
        why.put("advice", failure.advice());
        each.put("failure", why);
      }
      each.put("streams", one.streams().stream().map(SyncReport::stream).toList());
      all.add(each);
    }
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers", e);
    }
  }

  private static Map<String, Object> stream(StreamRow row) {
    Map<String, Object> each = new LinkedHashMap<>();
    each.put("stream", row.stream());
    each.put("state", row.state());
    each.put("records", row.records());
    each.put("rows", row.rows());
    each.put("dropped", row.dropped());
    return each;
  }
}
