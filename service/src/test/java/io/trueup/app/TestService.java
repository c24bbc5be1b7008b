package io.trueup.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.util.DataSize;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.ApiKeys;
import io.trueup.platform.http.Role;
import io.trueup.reconcile.Reconciler;
import io.trueup.rulebook.CompiledBundles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real service on a port and a database of its own, one a test class, with two tenants. */
final class TestService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final TestDatabase database;
  final TenantDb db;
  final RunningService running;
  final TenantId tenant;
  final TenantId stranger;
  final FakeReconciler reconciler = new FakeReconciler();
  final Path storage;
  private final HttpClient client = HttpClient.newHttpClient();
  final String admin;
  final String viewer;
  final String foreignAdmin;

  /** Hands one to a test that asks for it. */
  static final class Extension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestService.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      ExtensionContext ofClass =
          context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
      return ofClass
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(
              context.getRequiredTestClass(),
              key -> new TestService(TestDatabases.create(context)),
              TestService.class);
    }
  }

  TestService(TestDatabase database) {
    this(database, Optional.empty(), Optional.empty(), configuration -> {});
  }

  /** With a configuration of its own. */
  static TestService configured(
      TestDatabase database, Consumer<TrueupConfiguration> configuration) {
    return new TestService(database, Optional.empty(), Optional.empty(), configuration);
  }

  TestService(TestDatabase database, Reconciler engine) {
    this(
        database,
        Optional.of(
            new Engine(
                engine, FakeReconciler::believed, FakeReconciler.matcher(), new CompiledBundles())),
        Optional.empty(),
        configuration -> {});
  }

  /** With a configuration of its own, and the rules that are shipped. */
  static TestService shipped(TestDatabase database, Consumer<TrueupConfiguration> configuration) {
    return new TestService(database, Optional.of(Engine.of()), Optional.empty(), configuration);
  }

  /** With an engine and a configuration of its own. */
  static TestService with(
      TestDatabase database, Engine engine, Consumer<TrueupConfiguration> configuration) {
    return new TestService(database, Optional.of(engine), Optional.empty(), configuration);
  }

  /** With the rules that are shipped, and integrations that may read a folder. */
  static TestService connected(TestDatabase database, Path folder) {
    return new TestService(
        database, Optional.of(Engine.of()), Optional.of(folder), configuration -> {});
  }

  private TestService(
      TestDatabase database,
      Optional<Engine> engine,
      Optional<Path> folder,
      Consumer<TrueupConfiguration> more) {
    this.database = database;
    this.db = new TenantDb(database.jdbi());
    try {
      this.storage = Files.createTempDirectory("trueup-test-service");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    TrueupConfiguration configuration = configuration(database, storage);
    folder.ifPresent(
        path -> configuration.connectors.fetch.allowedDirectories = List.of(path.toString()));
    more.accept(configuration);
    this.running =
        RunningService.start(
            new TrueupApplication(
                engine.orElseGet(
                    () ->
                        new Engine(
                            reconciler,
                            FakeReconciler::believed,
                            FakeReconciler.matcher(),
                            new CompiledBundles()))),
            configuration);
    this.tenant = FirstStart.findTenant(db, FirstStart.DEFAULT_TENANT).orElseThrow();
    this.stranger = FirstStart.findTenant(db, "other").orElseGet(this::createStranger);
    this.admin = key(tenant, Role.ADMIN);
    this.viewer = key(tenant, Role.VIEWER);
    this.foreignAdmin = key(stranger, Role.ADMIN);
  }

  private TenantId createStranger() {
    TenantId created = TenantId.create();
    db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, 'other', 'Other')) c")
                .bind("id", created.value())
                .mapTo(Integer.class)
                .one());
    return created;
  }

  static TrueupConfiguration configuration(TestDatabase database, Path storage) {
    TrueupConfiguration configuration = new TrueupConfiguration();
    configuration.storage.directory = storage.toString();
    configuration.database.url = database.access().url();
    configuration.database.user = database.access().application().user();
    configuration.database.password = database.access().application().password();
    configuration.database.migration.atStart = false;
    configuration.datasets.maxUpload = DataSize.mebibytes(2);
    configuration.datasets.maxUnpacked = DataSize.mebibytes(40);
    configuration.datasets.allowedDirectories = List.of(storage.resolve("drop").toString());
    configuration.connectors.directories = List.of("src/test/resources/connectors");
    configuration.connectors.fetch.http = true;
    configuration.connectors.fetch.allowedAddresses = List.of("127.0.0.0/8");
    configuration.connectors.fetch.firstBackoff = io.dropwizard.util.Duration.milliseconds(1);
    DefaultServerFactory server = new DefaultServerFactory();
    server.setApplicationConnectors(List.of(anyPort()));
    server.setAdminConnectors(List.of(anyPort()));
    LogbackAccessRequestLogFactory noLog = new LogbackAccessRequestLogFactory();
    noLog.setAppenders(List.of());
    server.setRequestLogFactory(noLog);
    configuration.setServerFactory(server);
    DefaultLoggingFactory logging = new DefaultLoggingFactory();
    logging.setLevel(System.getProperty("trueup.test.log", "OFF"));
    configuration.setLoggingFactory(logging);
    return configuration;
  }

  private static HttpConnectorFactory anyPort() {
    HttpConnectorFactory connector = new HttpConnectorFactory();
    connector.setBindHost("127.0.0.1");
    connector.setPort(0);
    return connector;
  }

  String key(TenantId owner, Role role) {
    return key(owner, role, Optional.empty());
  }

  String key(TenantId owner, Role role, Optional<Instant> expires) {
    return db.inTenant(
        owner, handle -> ApiKeys.create(handle, role, "test", expires, "test").token());
  }

  /** An answer, its body read as JSON when it is JSON. */
  record Answer(HttpResponse<byte[]> http) {
    int status() {
      return http.statusCode();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    String text() {
      return new String(http.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + text(), e);
      }
    }
  }

  Answer get(String key, String path) {
    return send(request(key, path).GET());
  }

  Answer delete(String key, String path) {
    return send(request(key, path).DELETE());
  }

  Answer put(String key, String path, String json, String... headers) {
    HttpRequest.Builder request =
        request(key, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  Answer post(String key, String path, String json, String... headers) {
    return post(key, path, BodyPublishers.ofString(json), "application/json", headers);
  }

  Answer post(String key, String path, BodyPublisher body, String type, String... headers) {
    HttpRequest.Builder request = request(key, path).header("Content-Type", type).POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpRequest.Builder request(String key, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.address() + path))
            .timeout(Duration.ofSeconds(60));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Answer admin(String path) {
    return send(HttpRequest.newBuilder(URI.create(running.adminAddress() + path)).GET());
  }

  /** A dataset of that content, new or known. */
  String dataset(String companies) {
    Answer answer =
        post(
            admin,
            "/api/v1/datasets",
            BodyPublishers.ofByteArray(Zips.of("companies.csv", companies)),
            "application/zip");
    if (answer.status() >= 300) {
      throw new AssertionError(answer.text());
    }
    return answer.json().get("dataset_id").asText();
  }

  /** Starts a run and waits until it ends. */
  JsonNode run(String dataset) {
    Answer answer = post(admin, "/api/v1/runs", "{\"dataset_id\": \"" + dataset + "\"}");
    if (answer.status() != 202) {
      throw new AssertionError(answer.text());
    }
    return await(answer.json().get("run_id").asText());
  }

  JsonNode await(String run) {
    for (int i = 0; i < 400; i++) {
      JsonNode now = get(admin, "/api/v1/runs/" + run).json();
      String status = now.get("status").asText();
      if (status.equals("done") || status.equals("failed")) {
        return now;
      }
      pause();
    }
    throw new AssertionError("the run does not end: " + run);
  }

  static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    reconciler.release();
    running.close();
  }
}
