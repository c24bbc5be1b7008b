package io.trueup.sync;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How syncs are carried out and how long what they leave is kept.
 *
 * @param scratch folder for rows on their way; made if missing
 * @param workers syncs of this node at a time
 * @param resumeWithin answers older than this are not gone on from: the sync starts over
 * @param samples problems of a kind that are kept word for word, a stream
 * @param keepPages how long vendors' answers are kept
 * @param keepSyncs how long syncs are kept that left no snapshot
 */
public record SyncSettings(
    Path scratch,
    int workers,
    Duration resumeWithin,
    int samples,
    Duration keepPages,
    Duration keepSyncs) {
  /** The defaults: 4 workers, 30 minutes, 20 samples, 30 days of pages, 400 of syncs. */
  public static SyncSettings defaults(Path scratch) {
    return new SyncSettings(
        scratch, 4, Duration.ofMinutes(30), 20, Duration.ofDays(30), Duration.ofDays(400));
  }
}
