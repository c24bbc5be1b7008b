package io.trueup.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.DemoMonth;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.reconcile.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** A service that has reconciled the demo month with the real engine and the shipped rules. */
final class DemoRun implements AutoCloseable {
  final TestService service;
  final UUID run;

  DemoRun(TestDatabase database) throws IOException {
    service = new TestService(database, new EngineReconciler(Clock.systemUTC()));
    run = load(data -> DemoMonth.write(data), DemoMonth.AS_OF);
  }

  /** Writes a folder of a month. */
  interface Writer {
    void write(Path folder) throws IOException;
  }

  /** Loads a month and waits for its run. */
  UUID load(Writer writer, LocalDate asOf) throws IOException {
    Path folder = service.storage.resolve("drop").resolve("month-" + asOf);
    writer.write(folder);
    TrueupApplication.Parts parts = service.running.application().parts();
    UUID dataset;
    try (Datasets.Incoming incoming = parts.datasets().folder(folder.toString())) {
      dataset =
          service.db.inTenant(
              service.tenant,
              handle ->
                  parts.datasets().store(handle, incoming, "Demo", "test", "test").datasetId());
    }
    JsonNode done =
        service.await(
            service
                .post(
                    service.admin,
                    "/api/v1/runs",
                    "{\"dataset_id\": \"%s\", \"as_of\": \"%s\"}".formatted(dataset, asOf))
                .json()
                .get("run_id")
                .asText());
    if (!done.get("status").asText().equals("done")) {
      throw new AssertionError(done.toString());
    }
    return UUID.fromString(done.get("run_id").asText());
  }

  @Override
  public void close() {
    service.close();
  }
}
