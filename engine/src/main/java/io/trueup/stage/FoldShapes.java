package io.trueup.stage;

import io.trueup.facts.UsageTable;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What selects a record: found once for each shape, and looked up by two numbers. */
final class FoldShapes {
  /**
   * A shape with the instants before which its mappings call a record idle.
   *
   * @param cuts in nanoseconds, the latest first
   */
  record Known(Mappings.Selected selected, long[] cuts, BitSet[] idle) {
    /** How many of the cuts a record was last seen before. */
    int level(long seen) {
      if (seen == UsageTable.NEVER) {
        return 0;
      }
      int level = 0;
      while (level < cuts.length && seen < cuts[level]) {
        level++;
      }
      return level;
    }

    /** Which mappings call a record of a level idle. */
    BitSet idle(int level) {
      return idle[level];
    }
  }

  private final UsageTable usage;
  private final Mappings mappings;
  private final Instant end;
  private final boolean plain;
  private final int[] integrationOf;
  private final Known[][] known;
  private final Map<Long, Known> byAttributes = new ConcurrentHashMap<>();

  FoldShapes(UsageTable usage, Mappings mappings, Instant end) {
    this.usage = usage;
    this.mappings = mappings;
    this.end = end;
    this.plain = !mappings.filterAttributes();
    this.integrationOf = new int[usage.accounts()];
    Map<String, Integer> integrations = new HashMap<>();
    for (int account = 0; account < integrationOf.length; account++) {
      integrationOf[account] =
          integrations.computeIfAbsent(
              usage.accountOf(account).integrationId(), id -> integrations.size());
    }
    this.known = new Known[integrations.size()][usage.forms()];
  }

  Known of(int index) {
    int integration = integrationOf[usage.account(index)];
    int form = usage.formCode(index);
    int attributes = plain ? 0 : usage.attributesCode(index);
    if (attributes != 0) {
      long key = ((long) attributes << 32) | ((long) form * known.length + integration);
      Known found = byAttributes.get(key);
      return found != null ? found : byAttributes.computeIfAbsent(key, k -> find(index));
    }
    // Two threads may find the same at the same time, and find equal things.
    Known found = known[integration][form];
    if (found == null) {
      found = find(index);
      known[integration][form] = found;
    }
    return found;
  }

  private Known find(int index) {
    Mappings.Selected selected = mappings.select(mappings.shape(usage.get(index)));
    List<Mappings.Match> matches = selected.matches();
    long[] cuts =
        matches.stream()
            .map(match -> match.mapping().fact().inactiveAfterDays())
            .filter(Objects::nonNull)
            .mapToLong(days -> cut(days))
            .map(cut -> -cut)
            .distinct()
            .sorted()
            .map(cut -> -cut)
            .toArray();
    BitSet[] idle = new BitSet[cuts.length + 1];
    for (int level = 0; level <= cuts.length; level++) {
      idle[level] = new BitSet(matches.size());
      for (int i = 0; i < matches.size(); i++) {
        Integer days = matches.get(i).mapping().fact().inactiveAfterDays();
        if (days != null && level > 0 && cut(days) >= cuts[level - 1]) {
          idle[level].set(i);
        }
      }
    }
    return new Known(selected, cuts, idle);
  }

  private long cut(int days) {
    long seconds = end.getEpochSecond() - days * 86_400L;
    return seconds < -9_000_000_000L ? UsageTable.NEVER + 1 : seconds * 1_000_000_000L;
  }
}
