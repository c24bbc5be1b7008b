package io.trueup.connector;

import io.trueup.connector.Manifest.Discovery;
import io.trueup.connector.Manifest.Rate;
import io.trueup.connector.ReadFailure.Kind;
import io.trueup.folder.CellCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one vendor. Streams are read in turns: those that need no other first, then those
 * that need them. Within a turn partitions are read in parallel, as far as the manifest allows. The
 * first failure ends it.
 */
final class SourceReading {
  private static final int PARALLEL = 2;

  /** Whoever tries an integration waits for what comes of it. */
  private static final int TRIAL_ATTEMPTS = 2;

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
  private final Halt halt;
  private final ParentRecords parents;

  private final KnownNames names;
  private final @Nullable Authenticator authenticator;
  private int numbers;

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
    this.halt = new Halt(connection.integrationId(), listener, redactor);
    this.exchange =
        new Exchange(
            means.fetcher(),
            means.policy(),
            means.clock(),
            redactor,
            halt,
            extent == Extent.ALL ? Integer.MAX_VALUE : TRIAL_ATTEMPTS);
    this.parents = new ParentRecords(connector.plans().values());
    try {
      this.names = new KnownNames(connector, connection, startedAt, redactor);
    } catch (IllegalArgumentException | Expression.BadExpression e) {
      throw settings(String.valueOf(e.getMessage()));
    }
    this.authenticator = authenticator(connector.manifest());
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

  ParentRecords parents() {
    return parents;
  }

  CellCheck check() {
    return check;
  }

  Question.HostRule hosts() {
    return names.hosts();
  }

  @Nullable Authenticator authenticator() {
    return authenticator;
  }

  boolean firstPageOnly() {
    return extent == Extent.FIRST_PAGES;
  }

  /** What a partition's requests know. */
  Map<String, Object> requestNames(Partition partition) {
    return names.ofRequests(partition);
  }

  /** What a partition's expressions know. */
  Map<String, Object> expressionNames(Partition partition) {
    return names.ofExpressions(partition);
  }

  ReadFailure settings(String what) {
    return new ReadFailure(
        Kind.BAD_SETTINGS,
        "",
        "",
        redactor.line(what, 400),
        "integration " + connection.integrationId(),
        Messages.advice(Kind.BAD_SETTINGS));
  }

  private @Nullable Authenticator authenticator(Manifest manifest) {
    Manifest.Auth auth = manifest.auth();
    if (auth == null || auth.type().equals("none")) {
      return null;
    }
    if (auth.type().equals("basic") || auth.type().equals("headers")) {
      return new PlainAuthenticator(auth, redactor);
    }
    return new TokenAuthenticator(
        auth,
        manifest.baseUrl(),
        address -> names.hosts().allows(address),
        question ->
            exchange
                .ask(
                    new Exchange.Ask(
                        "",
                        "",
                        0,
                        question,
                        Decoder.JSON,
                        signInRules(manifest),
                        null,
                        null,
                        requestNames(Partition.ONLY),
                        place(Partition.ONLY),
                        true))
                .tree(),
        connection.secrets(),
        redactor);
  }

  private static List<Exchange.Rule> signInRules(Manifest manifest) {
    // A refused sign-in is not cured by signing in.
    return manifest.errors().stream()
        .filter(rule -> rule.action().equals("retry"))
        .map(Exchange.Rule::of)
        .toList();
  }

  /** Takes a place in the vendor's limits for one request. */
  Exchange.Place place(Partition partition) {
    Rate rate = connector.manifest().rate();
    if (rate == null) {
      return halt::check;
    }
    String scopeName = rate.scope() == null ? "credential" : rate.scope();
    String shared =
        switch (scopeName) {
          case "host" ->
              connector.id() + " " + requestNames(Partition.ONLY).getOrDefault("base_url", "");
          case "partition" -> connector.id() + " " + connection.account() + " " + partition.label();
          default -> connector.id() + " " + connection.account();
        };
    return () -> {
      halt.check();
      means.limits().acquire(shared, rate.windows(), halt);
    };
  }

  void run() throws ReadFailure {
    try (Workers workers = new Workers(parallel(), halt)) {
      workers.run(List.of(this::discover));
      Set<String> done = new LinkedHashSet<>();
      while (done.size() < connector.plans().size()) {
        turn(workers, done);
      }
    }
  }

  /** Tries each stream that needs no other. */
  List<ConnectorReader.Trial> trials(ConnectorReader.Trials trials) throws ReadFailure {
    discover();
    for (StreamPlan plan : connector.plans().values()) {
      if (plan.needs().isEmpty() && plan.stream().fromSetting() == null && wanted(plan)) {
        try {
          StreamReading reading = reading(plan, Partition.ONLY);
          reading.run();
          StreamReading.requireSchema(plan, List.of(reading));
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
        .forEach(names::supposed);
    Set<String> done = new LinkedHashSet<>();
    for (boolean more = true; more; ) {
      more = false;
      for (StreamPlan plan : connector.plans().values()) {
        if (!done.contains(plan.name()) && done.containsAll(plan.needs())) {
          done.add(plan.name());
          more = true;
          byte[] answer = answers.get(plan.name());
          Partition partition =
              parents.partitions(plan).stream().findFirst().orElse(Partition.ONLY);
          if (answer != null) {
            try {
              reading(plan, partition).sample(answer);
            } catch (ReadFailure e) {
              trials.failed(e);
            }
          } else if (plan.stream().fromSetting() != null) {
            parents.keep(
                ++numbers,
                plan,
                partition,
                List.of(Map.of("value", "sample")),
                expressionNames(partition));
          }
        }
      }
    }
  }

  private int parallel() {
    Rate rate = connector.manifest().rate();
    return rate == null || rate.parallel() == null ? PARALLEL : rate.parallel();
  }

  private void discover() throws ReadFailure {
    int number = 0;
    for (Discovery step : connector.manifest().discovery()) {
      boolean given = step.set().keySet().stream().allMatch(names::isGiven);
      if (!given && (step.when() == null || holds(step.when()))) {
        names.discovered(new DiscoveryReading(this, step, ++number).run());
      }
    }
  }

  private boolean holds(String condition) throws ReadFailure {
    try {
      return Expression.compile(condition).holds(null, expressionNames(Partition.ONLY));
    } catch (Expression.BadExpression e) {
      throw settings(String.valueOf(e.getMessage()));
    }
  }

  private boolean wanted(StreamPlan plan) throws ReadFailure {
    try {
      return plan.wanted(expressionNames(Partition.ONLY));
    } catch (Expression.BadExpression e) {
      throw settings(String.valueOf(e.getMessage()));
    }
  }

  private StreamReading reading(StreamPlan plan, Partition partition) {
    return new StreamReading(this, plan, partition, ++numbers);
  }

  private void turn(Workers workers, Set<String> done) throws ReadFailure {
    List<StreamPlan> ready =
        connector.plans().values().stream()
            .filter(plan -> !done.contains(plan.name()) && done.containsAll(plan.needs()))
            .toList();
    if (ready.isEmpty()) {
      throw settings("streams of " + connector.id() + " need each other");
    }
    List<StreamReading> readings = new ArrayList<>();
    Set<StreamPlan> wanted = new LinkedHashSet<>();
    for (StreamPlan plan : ready) {
      if (wanted(plan)) {
        wanted.add(plan);
        parents.partitions(plan).forEach(partition -> readings.add(reading(plan, partition)));
      }
    }
    List<Workers.Step> steps = new ArrayList<>();
    readings.forEach(reading -> steps.add(reading::run));
    workers.run(steps);
    for (StreamPlan plan : ready) {
      StreamReading.requireSchema(plan, readings);
      done.add(plan.name());
      if (wanted.contains(plan)) {
        listener.finished(plan.name());
      }
    }
  }
}
