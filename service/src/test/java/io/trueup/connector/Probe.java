package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a vendor by a manifest that a test writes, with little patience. */
final class Probe implements AutoCloseable {
  /** A credential with every sign that is written otherwise somewhere. */
  static final String SECRET = "k7+Qx/9=&\"zz key:42";

  static final Instant STARTED = Instant.parse("2026-11-20T04:30:00Z");

  private static final String HEAD =
      """
      id: probe
      name: Probe
      vendor: probe
      category: rmm
      description: Devices.
      maturity: documented
      settings:
        base_url: {title: Address, description: Where it is.}
        part: {title: Part, description: Part of an address., default: "x"}
      credentials:
        api_key: {title: Key, description: Of the API.}
      base_url: "{{base_url}}"
      """;

  static final String AUTH = "auth: {type: headers, headers: {X-Api-Key: '{{api_key}}'}}\n";

  static final String ROWS =
      """
          rows:
            - table: usage
              columns: {account_id: "'a1'", record_id: id, kind: "'device'", name: name}
      """;

  static final String PLAIN =
      AUTH
          + """
            streams:
              devices:
                request: {path: /devices}
                records: items
            """
          + ROWS;

  /** Two devices. */
  static final String TWO = "{\"items\": [{\"id\": 1}, {\"id\": 2}]}";

  static final String NEXT = stream("paging: {style: next_url_body, next: next}");

  static final String NUMBERED =
      stream("paging: {style: page, param: page, size_param: size, size: 2, total: total}");

  final ScriptedVendor vendor = new ScriptedVendor();
  final Map<String, String> settings = new HashMap<>();
  final Map<String, String> secrets = new HashMap<>(Map.of("api_key", SECRET));
  Reading reading = new Reading();
  private final Path folder;
  private FetchPolicy policy =
      new FetchPolicy(
          true,
          List.of("127.0.0.0/8"),
          List.of(),
          1 << 20,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMillis(1),
          Duration.ofSeconds(60));

  Probe(Path folder) {
    this.folder = folder;
    settings.put("base_url", vendor.address());
  }

  /** A manifest of one stream, with one more line. */
  static String stream(String more) {
    return PLAIN.replace("    records: items\n", "    records: items\n    " + more + "\n");
  }

  /** Fails so, by the plain manifest, when devices are answered so. */
  ReadFailure fails(ReadFailure.Kind kind, ScriptedVendor.Reply... answers) {
    vendor.on("/devices", answers);
    return fails(kind, PLAIN);
  }

  /** How many rows the plain manifest gives when devices are answered so. */
  int reads(ScriptedVendor.Reply... answers) throws ReadFailure {
    vendor.on("/devices", answers);
    return read(PLAIN).rows().size();
  }

  /** Goes no further than this. */
  Probe with(FetchPolicy other) {
    policy = other;
    return this;
  }

  FetchPolicy policy() {
    return policy;
  }

  /** Hardly waits for an answer. */
  Probe hasty() {
    return with(
        new FetchPolicy(
            policy.http(),
            policy.allowedAddresses(),
            policy.allowedDirectories(),
            policy.maxAnswerBytes(),
            policy.connectTimeout(),
            Duration.ofMillis(400),
            Duration.ofMillis(900),
            policy.firstBackoff(),
            policy.longestWait()));
  }

  private Connectors connectors(String manifest) {
    try {
      Path file = Files.writeString(folder.resolve("probe.yml"), HEAD + manifest);
      Connectors.Checked checked = Connectors.check(file);
      assertThat(checked.problems()).isEmpty();
      return Connectors.of(List.of(checked.connector().orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads it by a manifest that begins with {@code auth} or {@code streams}. */
  Reading read(String manifest) throws ReadFailure {
    return read(manifest, reading, reading);
  }

  Reading read(String manifest, PageArchive archive, SyncListener listener) throws ReadFailure {
    Connectors connectors = connectors(manifest);
    try (ConnectorReader reader = new ConnectorReader(connectors, policy, Clock.systemUTC())) {
      reader.read("probe", connection(), STARTED, archive, listener);
    }
    return reading;
  }

  List<ConnectorReader.Trial> test(String manifest) throws ReadFailure {
    Connectors connectors = connectors(manifest);
    try (ConnectorReader reader = new ConnectorReader(connectors, policy, Clock.systemUTC())) {
      return reader.test("probe", connection());
    }
  }

  Connection connection() {
    return new Connection("probe-1", settings, new Held(), "account");
  }

  /** Fails so, in one line of three parts that hold no secret. */
  ReadFailure fails(ReadFailure.Kind kind, String manifest) {
    ReadFailure failure = catchThrowableOfType(ReadFailure.class, () -> read(manifest));
    assertThat(failure).as("nothing failed").isNotNull();
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    String text = String.valueOf(failure.getMessage());
    assertThat(text.split(" — ", -1)).hasSize(3).noneMatch(String::isBlank);
    assertThat(text).doesNotContain("\n", "Exception", "null");
    holdsNoSecret(text);
    reading.texts().forEach(Probe::holdsNoSecret);
    return failure;
  }

  static void holdsNoSecret(String text) {
    String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    assertThat(text)
        .doesNotContain(SECRET, "k7+Qx", "k7%2BQx", "k7%2bQx", base64.substring(0, 12), "zz key");
  }

  @Override
  public void close() {
    vendor.close();
  }

  /** Credentials in memory. */
  private final class Held implements Secrets {
    @Override
    public Optional<String> find(String name) {
      synchronized (secrets) {
        return Optional.ofNullable(secrets.get(name));
      }
    }

    @Override
    public void replace(String name, String old, String value) {
      synchronized (secrets) {
        if (!old.equals(secrets.get(name))) {
          throw new IllegalStateException("somebody else replaced it");
        }
        secrets.put(name, value);
      }
    }
  }
}
