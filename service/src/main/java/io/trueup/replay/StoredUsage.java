package io.trueup.replay;

import io.trueup.facts.UsageRecord;
import io.trueup.packed.BadPage;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.UsagePages;
import io.trueup.reconcile.UsageRecords;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Compares the packed usage that a run's ordinals count with the records that its file gives now.
 */
final class StoredUsage {
  private static final String PAGES = "table usage_page";

  private final Handle handle;
  private final UUID run;
  private final Differences differences;

  StoredUsage(Handle handle, UUID run, Differences differences) {
    this.handle = handle;
    this.run = run;
    this.differences = differences;
  }

  /**
   * Compares record by record.
   *
   * @param compared gets how many records were computed
   */
  void compare(RunResult result, Map<String, Long> compared) {
    UsageRecords records = result.usage();
    compared.put("usage_record", (long) records.size());
    result
        .usageReading()
        .ifPresent(
            reading ->
                UsagePages.reading(handle, run)
                    .filter(stored -> !stored.equals(reading))
                    .ifPresent(
                        stored ->
                            differences.add(
                                Difference.of(
                                    "table usage_reading",
                                    "reading",
                                    stored.toString(),
                                    reading.toString()))));
    int[] seen = {0};
    try {
      UsagePages.each(
          handle,
          run,
          IntStream.rangeClosed(1, records.size()).toArray(),
          (ordinal, record) -> {
            seen[0]++;
            compare(ordinal, record, records.get(ordinal));
            return true;
          });
    } catch (BadPage e) {
      differences.add(
          Difference.of(PAGES, "content", String.valueOf(e.getMessage()), "a page of usage"));
      return;
    }
    if (seen[0] != records.size()) {
      differences.add(
          Difference.of(
              PAGES, "records", Integer.toString(seen[0]), Integer.toString(records.size())));
    }
  }

  private void compare(int ordinal, UsageRecord stored, UsageRecord computed) {
    if (!stored.equals(computed)) {
      differences.add(
          Difference.of(
              PAGES + ", ordinal " + ordinal, "record", stored.toString(), computed.toString()));
    }
  }
}
