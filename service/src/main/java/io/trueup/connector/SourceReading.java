package io.trueup.connector;

import io.trueup.connector.Manifest.Discovery;
import io.trueup.connector.Manifest.Rate;
import io.trueup.connector.ReadFailure.Kind;
import io.trueup.folder.CellCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one vendor. Streams are read in turns: those that need no other first, then those
 * that need them. Within a turn partitions are read in parallel, as far as the manifest allows. The
 * first failure ends it.
 */
final class SourceReading {
  private static final int PARALLEL = 2;

  /** How much is read. */
  enum Extent {
    ALL,
    FIRST_PAGES
  }

  /** What all readings share. */
  record Means(FetchPolicy policy, Clock clock, Fetcher fetcher, RateLimits limits) {}

  /**
   * A parent's record, or the one partition of a stream that has no parent.
   *
   * @param label names it in messages and pages; empty where there is one only
   * @param names what requests and expressions know of it, by the name of its {@code for_each}
   */
  record Partition(String label, Map<String, Object> names) {
    static final Partition ONLY = new Partition("", Map.of());
  }

  private final Connector connector;
  private final Connection connection;
  private final PageArchive archive;
  private final SyncListener listener;
  private final Extent extent;
  private final Means means;
  private final Redactor redactor = new Redactor();
  private final Exchange exchange;
  private final CellCheck check = new CellCheck();
  private final AtomicReference<@Nullable ReadFailure> failed = new AtomicReference<>();

  /** What requests know: settings, credentials, variables, what was discovered. */
  private final Map<String, Object> names = new ConcurrentHashMap<>();

  /** What expressions know: no credentials. */
  private final Map<String, Object> scope = new ConcurrentHashMap<>();

  private final Map<String, Set<Partition>> children = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Map<String, Object>>> found = new ConcurrentHashMap<>();
  private final Question.HostRule hosts;
  private final @Nullable Authenticator authenticator;
  private int calls;

  SourceReading(
      Connector connector,
      Connection connection,
      Instant startedAt,
      PageArchive archive,
      SyncListener listener,
      Extent extent,
      Means means)
      throws ReadFailure {
    this.connector = connector;
    this.connection = connection;
    this.archive = archive;
    this.listener = listener;
    this.extent = extent;
    this.means = means;
    this.exchange =
        new Exchange(means.fetcher(), means.policy(), means.clock(), redactor, this::pause);
    Manifest manifest = connector.manifest();
    try {
      Map<String, Object> settings = SettingsCheck.complete(connector, connection.settings());
      names.putAll(settings);
      scope.put("settings", settings);
      scope.put("started", startedAt.toString());
      for (String name : manifest.credentials().keySet()) {
        String value = connection.secrets().find(name).orElse("");
        redactor.hide(value);
        names.put(name, value);
      }
      for (Map.Entry<String, String> each : manifest.variables().entrySet()) {
        Object value = Expression.compile(each.getValue()).of(settings, scope);
        names.put(each.getKey(), value == null ? "" : value);
        scope.put(each.getKey(), value == null ? "" : value);
      }
      this.hosts = hosts(names);
    } catch (IllegalArgumentException | Expression.BadExpression e) {
      throw settings(String.valueOf(e.getMessage()));
    }
    this.authenticator = authenticator(manifest);
  }

  /**
   * What may be asked: the hosts of settings, of the base address, and those that the manifest
   * names. Made before anything is discovered: what an answer names is no reason to trust it.
   */
  private Question.HostRule hosts(Map<String, Object> known) {
    Manifest manifest = connector.manifest();
    Map<String, Object> addresses = new LinkedHashMap<>(known);
    if (manifest.baseUrl() != null) {
      try {
        addresses.put("", Requests.address(manifest.baseUrl(), known));
      } catch (IllegalArgumentException e) {
        // It begins with something that is still to be discovered.
      }
    }
    return new Addresses(addresses, manifest.hosts());
  }

  Connector connector() {
    return connector;
  }

  Exchange exchange() {
    return exchange;
  }

  Redactor redactor() {
    return redactor;
  }

  PageArchive archive() {
    return archive;
  }

  SyncListener listener() {
    return listener;
  }

  FetchPolicy policy() {
    return means.policy();
  }

  Clock clock() {
    return means.clock();
  }

  CellCheck check() {
    return check;
  }

  Question.HostRule hosts() {
    return hosts;
  }

  @Nullable Authenticator authenticator() {
    return authenticator;
  }

  boolean firstPageOnly() {
    return extent == Extent.FIRST_PAGES;
  }

  /** What a partition's requests know. */
  Map<String, Object> requestNames(Partition partition) {
    Map<String, Object> all = new HashMap<>(names);
    all.putAll(partition.names());
    return all;
  }

  /** What a partition's expressions know. */
  Map<String, Object> expressionNames(Partition partition) {
    Map<String, Object> all = new HashMap<>(scope);
    all.putAll(partition.names());
    return all;
  }

  ReadFailure settings(String what) {
    return new ReadFailure(
        Kind.BAD_SETTINGS,
        "",
        "",
        redactor.clean(what),
        "integration " + connection.integrationId(),
        Messages.advice(Kind.BAD_SETTINGS));
  }

  private @Nullable Authenticator authenticator(Manifest manifest) {
    Manifest.Auth auth = manifest.auth();
    if (auth == null || auth.type().equals("none")) {
      return null;
    }
    if (auth.type().equals("basic") || auth.type().equals("headers")) {
      return new PlainAuthenticator(auth);
    }
    return new TokenAuthenticator(
        auth,
        manifest.baseUrl(),
        address -> hosts.allows(address),
        question ->
            exchange
                .ask(
                    new Exchange.Ask(
                        "",
                        "",
                        0,
                        question,
                        Decoder.JSON,
                        rules(manifest, true),
                        null,
                        null,
                        names,
                        place(Partition.ONLY)))
                .tree(),
        connection.secrets(),
        redactor);
  }

  private static List<Exchange.Rule> rules(Manifest manifest, boolean signingIn) {
    // A refused sign-in is not cured by signing in.
    return manifest.errors().stream()
        .filter(rule -> !signingIn || rule.action().equals("retry"))
        .map(Exchange.Rule::of)
        .toList();
  }

  /** Takes a place in the vendor's limits for one request. */
  Exchange.Place place(Partition partition) {
    Rate rate = connector.manifest().rate();
    if (rate == null) {
      return this::goOn;
    }
    String scopeName = rate.scope() == null ? "credential" : rate.scope();
    String shared =
        switch (scopeName) {
          case "host" -> connector.id() + " " + names.getOrDefault("base_url", "");
          case "partition" -> connector.id() + " " + connection.account() + " " + partition.label();
          default -> connector.id() + " " + connection.account();
        };
    return () -> {
      goOn();
      means.limits().acquire(shared, rate.windows(), this::pause);
    };
  }

  private void goOn() throws ReadFailure {
    ReadFailure failure = failed.get();
    if (failure != null) {
      throw failure;
    }
    if (listener.cancelled() || Thread.currentThread().isInterrupted()) {
      throw new ReadFailure(
          Kind.CANCELLED,
          "",
          "",
          "the sync was stopped",
          "integration " + connection.integrationId(),
          Messages.advice(Kind.CANCELLED));
    }
  }

  private void pause(Duration time, String note) throws ReadFailure {
    if (time.toMillis() > 1_000) {
      listener.progress("", -1, 0, note + " (" + time.toSeconds() + " s)");
    }
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      goOn();
      try {
        Thread.sleep(Math.min(250, left / 1_000_000 + 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void run() throws ReadFailure {
    discover();
    ExecutorService pool = Executors.newFixedThreadPool(parallel(), SourceReading::thread);
    try {
      Set<String> done = new LinkedHashSet<>();
      while (done.size() < connector.plans().size()) {
        turn(pool, done);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Tries each stream that needs no other. */
  List<ConnectorReader.Trial> trials(ConnectorReader.Trials trials) throws ReadFailure {
    discover();
    for (StreamPlan plan : connector.plans().values()) {
      if (plan.needs().isEmpty() && plan.wanted(scope) && plan.stream().fromSetting() == null) {
        try {
          new StreamReading(this, plan, Partition.ONLY).run();
        } catch (ReadFailure e) {
          trials.failed(e);
        }
      }
    }
    return trials.list();
  }

  /** Reads one given answer a stream, and asks nobody. A stream of many parents is read for one. */
  void samples(Map<String, byte[]> answers, ConnectorReader.Trials trials) {
    connector.manifest().discovery().stream()
        .flatMap(step -> step.set().keySet().stream())
        .forEach(name -> scope.putIfAbsent(name, "sample"));
    Set<String> done = new LinkedHashSet<>();
    for (boolean more = true; more; ) {
      more = false;
      for (StreamPlan plan : connector.plans().values()) {
        if (!done.contains(plan.name()) && done.containsAll(plan.needs())) {
          done.add(plan.name());
          more = true;
          byte[] answer = answers.get(plan.name());
          Partition partition = partitions(plan).stream().findFirst().orElse(Partition.ONLY);
          if (answer != null) {
            try {
              new StreamReading(this, plan, partition).sample(answer);
            } catch (ReadFailure e) {
              trials.failed(e);
            }
          } else if (plan.stream().fromSetting() != null) {
            keep(plan, partition, List.of(Map.of("value", "sample")));
          }
        }
      }
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "connector-read");
    thread.setDaemon(true);
    return thread;
  }

  private int parallel() {
    Rate rate = connector.manifest().rate();
    return rate == null || rate.parallel() == null ? PARALLEL : rate.parallel();
  }

  private void discover() throws ReadFailure {
    for (Discovery step : connector.manifest().discovery()) {
      boolean given =
          step.set().keySet().stream()
              .allMatch(name -> !connection.settings().getOrDefault(name, "").isBlank());
      if (given || (step.when() != null && !Expression.compile(step.when()).holds(null, scope))) {
        continue;
      }
      Object tree = StreamReading.discovery(this, step, ++calls);
      for (Map.Entry<String, String> each : step.set().entrySet()) {
        if (connection.settings().getOrDefault(each.getKey(), "").isBlank()) {
          Object value = Expression.compile(each.getValue()).of(tree, scope);
          if (value == null) {
            throw new ReadFailure(
                Kind.CHANGED_SCHEMA,
                "",
                "",
                "the answer holds no " + each.getValue(),
                "discovery of " + each.getKey(),
                Messages.advice(Kind.CHANGED_SCHEMA));
          }
          names.put(each.getKey(), value);
          scope.put(each.getKey(), value);
        }
      }
    }
  }

  private void turn(ExecutorService pool, Set<String> done) throws ReadFailure {
    List<StreamPlan> ready =
        connector.plans().values().stream()
            .filter(plan -> !done.contains(plan.name()) && done.containsAll(plan.needs()))
            .toList();
    if (ready.isEmpty()) {
      throw settings("streams of " + connector.id() + " need each other");
    }
    List<StreamReading> readings = new ArrayList<>();
    List<Future<?>> futures = new ArrayList<>();
    for (StreamPlan plan : ready) {
      if (plan.wanted(scope)) {
        for (Partition partition : partitions(plan)) {
          StreamReading reading = new StreamReading(this, plan, partition);
          readings.add(reading);
          futures.add(pool.submit((Callable<@Nullable Void>) () -> guarded(reading)));
        }
      }
    }
    await(futures);
    ReadFailure failure = failed.get();
    if (failure != null) {
      throw failure;
    }
    for (StreamPlan plan : ready) {
      StreamReading.requireSchema(plan, readings);
      done.add(plan.name());
      children.remove(plan.name());
      if (plan.wanted(scope)) {
        listener.finished(plan.name());
      }
    }
  }

  private @Nullable Void guarded(StreamReading reading) throws ReadFailure {
    try {
      goOn();
      reading.run();
    } catch (ReadFailure e) {
      // What fails because something failed is no news.
      failed.compareAndSet(null, e);
    }
    return null;
  }

  private void await(List<Future<?>> futures) throws ReadFailure {
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed.compareAndSet(
            null,
            new ReadFailure(
                Kind.CANCELLED,
                "",
                "",
                "the sync was stopped",
                "integration " + connection.integrationId(),
                Messages.advice(Kind.CANCELLED)));
      } catch (ExecutionException e) {
        futures.forEach(each -> each.cancel(true));
        if (e.getCause() instanceof RuntimeException fault) {
          throw fault;
        }
        throw new IllegalStateException("a stream could not be read", e.getCause());
      }
    }
  }

  private List<Partition> partitions(StreamPlan plan) {
    return plan.stream().forEach() == null
        ? List.of(Partition.ONLY)
        : List.copyOf(children.getOrDefault(plan.name(), Set.of()));
  }

  /** A parent's records were read: what other streams need of them is kept. */
  void keep(StreamPlan parent, Partition partition, List<?> records) {
    for (StreamPlan child : connector.plans().values()) {
      Manifest.ForEach forEach = child.stream().forEach();
      if (forEach != null && forEach.stream().contains(parent.name())) {
        keepPartitions(child, forEach.as(), partition, records);
      }
      for (Map.Entry<String, StreamPlan.LookupPlan> lookup : child.lookups().entrySet()) {
        if (lookup.getValue().stream.equals(parent.name())) {
          keepLookups(child.name() + " " + lookup.getKey(), lookup.getValue(), partition, records);
        }
      }
    }
  }

  private void keepPartitions(StreamPlan child, String as, Partition parent, List<?> records) {
    Map<String, Object> known = expressionNames(parent);
    for (Object record : records) {
      if (child.takes(record, known)) {
        Map<String, Object> kept = child.keep(record, known);
        Map<String, Object> all = new HashMap<>(parent.names());
        all.put(as, kept);
        String label = kept.values().stream().findFirst().map(Texts::plain).orElse("");
        Partition partition = new Partition(label(parent.label(), label), all);
        children
            .computeIfAbsent(
                child.name(), k -> java.util.Collections.synchronizedSet(new LinkedHashSet<>()))
            .add(partition);
      }
    }
  }

  private static String label(String above, String own) {
    // A tenant's children are known by the tenant, however many streams lie between.
    boolean same = above.equals(own) || above.endsWith("/" + own);
    return Texts.cut(
        above.isEmpty() || own.isEmpty() || same ? (same ? above : above + own) : above + "/" + own,
        200);
  }

  private void keepLookups(
      String name, StreamPlan.LookupPlan lookup, Partition parent, List<?> records) {
    Map<String, Object> known = expressionNames(parent);
    Map<String, Map<String, Object>> byKey =
        found.computeIfAbsent(name, k -> new ConcurrentHashMap<>());
    for (Object record : records) {
      String key = lookup.key.text(record, known);
      if (key != null) {
        byKey.put(key, StreamPlan.keep(lookup.values, record, known));
      }
    }
  }

  /** What other streams' records add to a record of this one. */
  Map<String, Object> lookUp(StreamPlan plan, @Nullable Object record, Map<String, Object> known) {
    if (plan.lookups().isEmpty()) {
      return known;
    }
    Map<String, Object> all = new HashMap<>(known);
    for (Map.Entry<String, StreamPlan.LookupPlan> each : plan.lookups().entrySet()) {
      String key = each.getValue().by.text(record, all);
      Map<String, Map<String, Object>> byKey = found.get(plan.name() + " " + each.getKey());
      Map<String, Object> values = key == null || byKey == null ? null : byKey.get(key);
      all.put(each.getKey(), values == null ? Map.of() : values);
    }
    return all;
  }
}
