package io.trueup.reconcile;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** How runs end, how long they take, and what they leave. */
public final class RunMetrics {
  private final Counter runs;
  private final Histogram duration;
  private final Counter rows;

  public RunMetrics(PrometheusRegistry registry) {
    this.runs =
        Counter.builder()
            .name("trueup_runs_total")
            .help("Runs ended on this node, by outcome")
            .labelNames("outcome")
            .register(registry);
    this.duration =
        Histogram.builder()
            .name("trueup_run_duration_seconds")
            .help("Time from taking a run to its stored result")
            .labelNames("outcome")
            .classicUpperBounds(0.5, 2, 5, 15, 60, 300, 1800)
            .classicOnly()
            .register(registry);
    this.rows =
        Counter.builder()
            .name("trueup_run_rows_total")
            .help("Rows stored by runs of this node, by kind")
            .labelNames("kind")
            .register(registry);
  }

  void finished(String outcome, long nanos) {
    runs.labelValues(outcome).inc();
    duration.labelValues(outcome).observe(nanos / 1e9);
  }

  void stored(RunStore.Counts counts) {
    rows.labelValues("discrepancy").inc(counts.discrepancies());
    rows.labelValues("usage").inc(counts.usage());
    rows.labelValues("account").inc(counts.accounts());
    rows.labelValues("input_problem").inc(counts.problems());
  }
}
