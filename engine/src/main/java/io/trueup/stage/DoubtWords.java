package io.trueup.stage;

import io.trueup.facts.SyncStatus;

/** Tells people why a synchronisation is not believed. */
final class DoubtWords {
  private DoubtWords() {}

  /** The end of a sentence, without its full stop. */
  static String of(SyncStatus sync, String reason) {
    return sync.stream().isEmpty() ? whole(reason) : stream(sync, reason);
  }

  private static String whole(String reason) {
    return switch (reason) {
      case "failed_sync" -> "its last sync failed";
      case "partial_sync" -> "its last sync was only partial";
      case "stale_integration" -> "its last good sync is too old";
      case "count_collapse" -> "most of its records vanished since the last run";
      default -> Words.code(reason);
    };
  }

  private static String stream(SyncStatus sync, String reason) {
    String stream = "the stream " + sync.stream();
    return switch (reason) {
      case "failed_sync" ->
          sync.lastStatus().equals("never") ? stream + " was never read" : stream + " failed";
      case "partial_sync" ->
          sync.unreadableRecords() == 0
              ? stream + " was read only in part"
              : Words.units(sync.unreadableRecords())
                  + " of "
                  + Words.many(sync.records() + sync.unreadableRecords(), "record")
                  + " of "
                  + stream
                  + " could not be read";
      case "stale_integration" ->
          sync.everSucceeded()
              ? stream + " was last read well too long ago"
              : stream + " was never read well";
      case "count_collapse" ->
          stream
              + " fell from "
              + Words.units(sync.previousRecords())
              + " to "
              + Words.many(sync.records(), "record");
      default -> stream + ": " + Words.code(reason);
    };
  }
}
