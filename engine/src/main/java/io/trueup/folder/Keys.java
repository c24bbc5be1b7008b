package io.trueup.folder;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of every file that has been read, for finding duplicate and dangling ones. */
final class Keys {
  private static final int REMEMBERED = 10_000;

  private final long seed = new SecureRandom().nextLong();
  private final Map<String, KeySet> byFile = new HashMap<>();
  private final Map<String, Map<String, Integer>> leftOut = new HashMap<>();

  /** The ids of a file, from now on known even when it has no rows. */
  KeySet open(String file) {
    return byFile.computeIfAbsent(file, f -> new KeySet(seed));
  }

  /** The ids of a file; null when it was not read, so that nothing is known about it. */
  @Nullable KeySet find(String file) {
    return byFile.get(file);
  }

  /** Lets go of the ids of a file; nothing is known about it any more. */
  void forget(String file) {
    byFile.remove(file);
  }

  /**
   * Notes that the row with this id could not be used, which explains ids that dangle because of
   * it.
   */
  void leaveOut(String file, String[] parts, int line) {
    Map<String, Integer> lines = leftOut.computeIfAbsent(file, f -> new HashMap<>());
    if (lines.size() < REMEMBERED) {
      lines.putIfAbsent(String.join("\u0000", parts), line);
    }
  }

  /** Says that an id leads nowhere, and whether that is because its row could not be used. */
  String explain(String file, String[] parts) {
    int line = leftOut.getOrDefault(file, Map.of()).getOrDefault(String.join("\u0000", parts), 0);
    return line > 0
        ? "is the id of a row that was left out; correct " + file + ":" + line
        : "is in no row of " + file + "; correct it or add the row there";
  }
}
