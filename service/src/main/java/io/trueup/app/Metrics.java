package io.trueup.app;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.CustomLabelMapper;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.MapperConfig;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trueup.reconcile.RunWorkers;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Prometheus reads at {@code /metrics} of the admin port. Of Dropwizard's own metrics only the
 * connection pool's, the web server's threads' and the log's are passed on, under names that say
 * what they are; requests are counted by route elsewhere.
 */
final class Metrics {
  private static final String POOL = "io.dropwizard.db.ManagedPooledDataSource.database.";
  private static final Set<String> POOL_STATES = Set.of("active", "idle", "size", "waiting");
  private static final String THREADS = "org.eclipse.jetty.util.thread.QueuedThreadPool.dw.";
  private static final String LOG = "ch.qos.logback.core.Appender.";
  private static final List<MapperConfig> NAMES =
      List.of(
          new MapperConfig(POOL + "*", "trueup_db_pool_${0}", Map.of()),
          new MapperConfig(THREADS + "*", "trueup_http_threads_${0}", Map.of()),
          new MapperConfig(LOG + "*", "trueup_log_${0}", Map.of()));

  private Metrics() {}

  static void register(PrometheusRegistry registry, MetricRegistry dropwizard, RunWorkers workers) {
    JvmMetrics.builder().register(registry);
    DropwizardExports.builder()
        .dropwizardRegistry(dropwizard)
        .metricFilter((name, metric) -> wanted(name))
        .customLabelMapper(new CustomLabelMapper(NAMES))
        .register(registry);
    GaugeWithCallback.builder()
        .name("trueup_runs_active")
        .help("Runs that this node is working on")
        .callback(gauge -> gauge.call(workers.busy()))
        .register(registry);
  }

  private static boolean wanted(String name) {
    return (name.startsWith(POOL) && POOL_STATES.contains(name.substring(POOL.length())))
        || (name.startsWith(THREADS) && !name.endsWith("utilization"))
        || (name.startsWith(LOG) && (name.endsWith(".error") || name.endsWith(".warn")));
  }
}
