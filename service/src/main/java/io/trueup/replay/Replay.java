package io.trueup.replay;

import io.trueup.reconcile.EngineVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A run that was computed again.
 *
 * @param outcome {@link #IDENTICAL}, {@link #DIFFERENT} or {@link #IMPOSSIBLE}
 * @param reason for people: what was found, or why it could not be computed
 * @param differenceCount places that differ, rows each counted once
 * @param differences the first of them
 * @param compared what was compared: files, and rows by table
 * @param engine which program computed it again
 */
public record Replay(
    UUID replayId,
    UUID runId,
    String outcome,
    String reason,
    long differenceCount,
    List<Difference> differences,
    Map<String, Long> compared,
    EngineVersion engine,
    long millis,
    Instant at,
    String by,
    String requestId) {
  /** All that is stored is what was computed. */
  public static final String IDENTICAL = "identical";

  /** Something stored is not what was computed. */
  public static final String DIFFERENT = "different";

  /** It could not be computed. */
  public static final String IMPOSSIBLE = "impossible";

  public Replay {
    differences = List.copyOf(differences);
    compared = Map.copyOf(compared);
  }
}
