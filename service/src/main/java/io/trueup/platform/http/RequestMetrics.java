package io.trueup.platform.http;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Set;

/** How many requests, and how long they took, by method, route and status. */
public final class RequestMetrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Histogram duration;

  public RequestMetrics(PrometheusRegistry registry) {
    this.duration =
        Histogram.builder()
            .name("trueup_http_request_duration_seconds")
            .help("Time from a request's arrival to its answer")
            .unit(Unit.SECONDS)
            .labelNames("method", "route", "status")
            .classicUpperBounds(0.005, 0.025, 0.1, 0.5, 2.5, 10, 60)
            .classicOnly()
            .register(registry);
  }

  void observe(String method, String route, int status, long nanos) {
    duration.labelValues(method(method), route, Integer.toString(status)).observe(nanos / 1e9);
  }

  /** A caller can invent methods without end; the metrics and the log know only these. */
  static String method(String sent) {
    return METHODS.contains(sent) ? sent : "other";
  }
}
