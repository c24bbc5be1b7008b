package io.trueup.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.sync.StreamRow;
import io.trueup.sync.SyncRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A sync as pages show it.
 *
 * @param label its state in words
 * @param tone its colour
 * @param trigger why it was begun, in words
 * @param sentence what came of it, or what it is doing
 * @param took how long it took or takes, in words; empty before it began
 * @param waiting what all streams wait for; empty while they are read
 * @param progress how far each stream is, while it runs
 */
public record SyncView(
    SyncRow row,
    String label,
    String tone,
    String trigger,
    String sentence,
    String took,
    String waiting,
    List<Progress> progress) {
  /**
   * How far a stream is.
   *
   * @param expected records in all, as far as the vendor says; 0 where it does not
   * @param note what it waits for; empty while it reads
   */
  public record Progress(
      String stream, String state, long pages, long records, long expected, String note) {
    /** Whether all that the vendor spoke of is there. */
    public boolean whole() {
      return state.equals("finished") || (expected > 0 && records >= expected);
    }
  }

  /**
   * What a stream brought.
   *
   * @param problems what could not be read, by kind
   */
  public record Stream(StreamRow row, List<Problems> problems) {
    static Stream of(StreamRow row) {
      return new Stream(row, Problems.of(row.problems()));
    }
  }

  /** Problems of one kind, and the first few. */
  public record Problems(String kind, long count, List<Example> examples) {
    private static final int SHOWN = 5;

    static List<Problems> of(String json) {
      List<Problems> all = new ArrayList<>();
      for (JsonNode kind : Json.read(json)) {
        List<Example> examples = new ArrayList<>();
        for (JsonNode each : kind.path("sample")) {
          if (examples.size() < SHOWN) {
            examples.add(
                new Example(
                    Json.text(each, "record"),
                    Json.text(each, "field"),
                    Json.text(each, "value"),
                    Json.text(each, "what"),
                    each.path("dropped").asBoolean()));
          }
        }
        all.add(new Problems(Json.text(kind, "kind"), kind.path("count").asLong(), examples));
      }
      return all;
    }
  }

  /**
   * A record that could not be read in whole.
   *
   * @param dropped whether all of it was left out
   */
  public record Example(String record, String field, String value, String what, boolean dropped) {}

  static SyncView of(SyncRow row, Instant now) {
    List<Progress> progress = new ArrayList<>();
    String waiting = "";
    for (JsonNode each : Json.read(row.progress())) {
      if (Json.text(each, "stream").isEmpty()) {
        waiting = Json.text(each, "note");
        continue;
      }
      progress.add(
          new Progress(
              Json.text(each, "stream"),
              Json.text(each, "state"),
              each.path("pages").asLong(),
              each.path("records").asLong(),
              each.path("expected").asLong(),
              Json.text(each, "note")));
    }
    return new SyncView(
        row,
        label(row),
        tone(row.state()),
        trigger(row.trigger()),
        sentence(row, waiting, progress),
        Ages.took(row.startedAt(), row.finishedAt() == null ? now : row.finishedAt()),
        waiting,
        progress);
  }

  private static String label(SyncRow row) {
    return switch (row.state()) {
      case "queued" -> "Waiting";
      case "running" -> row.cancelRequested() ? "Stopping" : "Reading";
      case "succeeded" -> "Succeeded";
      case "partial" -> "Partial";
      case "failed" -> "Failed";
      default -> "Stopped";
    };
  }

  static String tone(String state) {
    return switch (state) {
      case "succeeded" -> "good";
      case "failed" -> "bad";
      case "partial" -> "warn";
      case "running", "queued" -> "idle";
      default -> "plain";
    };
  }

  private static String trigger(String trigger) {
    return switch (trigger) {
      case "schedule" -> "by schedule";
      case "replay" -> "from kept answers";
      default -> "on request";
    };
  }

  private static String sentence(SyncRow row, String waiting, List<Progress> progress) {
    SyncRow.Failure failure = row.failure();
    return switch (row.state()) {
      case "queued" -> "Waiting for a worker.";
      case "running" -> doing(waiting, progress);
      case "cancelled" -> "A person stopped it. What it had read is not used.";
      case "succeeded" ->
          row.problems() == 0 ? "Read in full." : "Read in full, some records with problems.";
      default -> failure == null ? "" : SystemHealth.sentence(failure.what());
    };
  }

  /** Without numbers, so that who listens is told of a change and not of every page. */
  private static String doing(String waiting, List<Progress> progress) {
    List<String> reading =
        progress.stream().filter(each -> !each.whole()).map(Progress::stream).toList();
    if (!waiting.isEmpty()) {
      return SystemHealth.sentence(waiting);
    }
    if (reading.isEmpty()) {
      return progress.isEmpty() ? "Signing in to the system." : "Storing what was read.";
    }
    return "Reading " + String.join(", ", reading) + ".";
  }
}
