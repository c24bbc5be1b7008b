package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.trueup.reconcile.RunBatches;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What config.yml can say; the file itself explains each setting. */
public final class TrueupConfiguration extends Configuration {
  @JsonProperty @NotNull @Valid Storage storage = new Storage();
  @JsonProperty @NotNull @Valid DatabaseConfiguration database = new DatabaseConfiguration();
  @JsonProperty @NotNull @Valid DatasetSection datasets = new DatasetSection();
  @JsonProperty @NotNull @Valid RunSection runs = new RunSection();
  @JsonProperty @NotNull @Valid SyncSection syncs = new SyncSection();
  @JsonProperty @NotNull @Valid ConnectorSection connectors = new ConnectorSection();
  @JsonProperty @NotNull @Valid SecretSection secrets = new SecretSection();

  @JsonProperty("sign_in")
  @NotNull @Valid SignInSection signIn = new SignInSection();

  @JsonProperty @NotNull @Valid RulebookSection rulebook = new RulebookSection();
  @JsonProperty @NotNull @Valid List<IntegrationSection> integrations = new ArrayList<>();

  /** Everything at its default: an embedded database, reachable from this machine only. */
  public TrueupConfiguration() {
    DefaultServerFactory server = new DefaultServerFactory();
    server.setApplicationConnectors(List.of(loopback(8080)));
    server.setAdminConnectors(List.of(loopback(8081)));
    setServerFactory(server);
  }

  private static HttpConnectorFactory loopback(int port) {
    HttpConnectorFactory connector = new HttpConnectorFactory();
    connector.setBindHost("127.0.0.1");
    connector.setPort(port);
    return connector;
  }

  /** Section {@code storage}. */
  public static final class Storage {
    @JsonProperty @NotBlank String directory = ".trueup";

    Path path() {
      return Path.of(directory).toAbsolutePath().normalize();
    }

    /** Files on their way in or out; emptied at start. */
    Path scratch() {
      return path().resolve("scratch");
    }
  }

  /** Section {@code datasets}. */
  public static final class DatasetSection {
    @JsonProperty("max_upload")
    @NotNull DataSize maxUpload = DataSize.mebibytes(256);

    @JsonProperty("max_unpacked")
    @NotNull DataSize maxUnpacked = DataSize.gibibytes(2);

    @JsonProperty("allowed_directories")
    @NotNull List<String> allowedDirectories = new ArrayList<>();
  }

  /** Section {@code runs}. */
  public static final class RunSection {
    @JsonProperty
    @Min(1) @Max(64) int workers = 1;

    @JsonProperty("max_queued")
    @Min(1) @Max(10_000) int maxQueued = 50;

    @JsonProperty("batch_records")
    @Min(1) @Max(1_000_000_000) long batchRecords = 100_000;

    @JsonProperty("batch_workers")
    @Min(1) @Max(64) int batchWorkers = 2;

    @JsonProperty("node_silence")
    @NotNull @MinDuration(1)
    @MaxDuration(3600)
    Duration nodeSilence = Duration.seconds(15);

    /** How runs are divided among nodes. */
    RunBatches.Settings batches() {
      return new RunBatches.Settings(
          batchRecords,
          batchWorkers,
          nodeSilence.toJavaDuration(),
          java.time.Duration.ofSeconds(1));
    }
  }
}
