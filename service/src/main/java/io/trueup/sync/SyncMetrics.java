package io.trueup.sync;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** How syncs end, how long they take, and what they bring. Labels never name an integration. */
public final class SyncMetrics {
  private final Counter syncs;
  private final Histogram duration;
  private final Counter records;
  private final Counter pages;
  private final Counter bytes;
  private final Counter rows;

  public SyncMetrics(PrometheusRegistry registry) {
    this.syncs =
        Counter.builder()
            .name("trueup_syncs_total")
            .help("Syncs ended on this node, by outcome")
            .labelNames("outcome")
            .register(registry);
    this.duration =
        Histogram.builder()
            .name("trueup_sync_duration_seconds")
            .help("Time from taking a sync to its stored result")
            .labelNames("outcome")
            .classicUpperBounds(1, 5, 15, 60, 300, 1800, 7200)
            .classicOnly()
            .register(registry);
    this.records =
        Counter.builder()
            .name("trueup_sync_records_total")
            .help("Records that vendors sent to this node")
            .register(registry);
    this.pages =
        Counter.builder()
            .name("trueup_sync_pages_total")
            .help("Answers that syncs read, by where they came from")
            .labelNames("source")
            .register(registry);
    this.bytes =
        Counter.builder()
            .name("trueup_sync_page_bytes_total")
            .help("Bytes of answers kept, as they came and as they are stored")
            .labelNames("form")
            .register(registry);
    this.rows =
        Counter.builder()
            .name("trueup_sync_rows_total")
            .help("Rows that snapshots of this node wrote, by what became of them")
            .labelNames("change")
            .register(registry);
  }

  void finished(String outcome, long nanos) {
    syncs.labelValues(outcome).inc();
    duration.labelValues(outcome).observe(nanos / 1e9);
  }

  void records(long count) {
    records.inc(count);
  }

  void kept(long raw, long packed) {
    pages.labelValues("vendor").inc();
    bytes.labelValues("received").inc(raw);
    bytes.labelValues("stored").inc(packed);
  }

  void recalled() {
    pages.labelValues("archive").inc();
  }

  void stored(SnapshotBuild.Changes changes) {
    rows.labelValues("added").inc(changes.added());
    rows.labelValues("changed").inc(changes.changed());
    rows.labelValues("removed").inc(changes.removed());
  }
}
