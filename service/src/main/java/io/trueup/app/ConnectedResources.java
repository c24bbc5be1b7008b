package io.trueup.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Idempotency;
import io.trueup.review.ConnectorsResource;
import io.trueup.review.HealthResource;
import io.trueup.review.IntegrationHealthResource;
import io.trueup.review.IntegrationSyncsResource;
import io.trueup.review.IntegrationsResource;
import io.trueup.review.MicrosoftSkusResource;
import io.trueup.review.ReplaysResource;
import io.trueup.review.SnapshotsResource;
import io.trueup.review.SyncRequests;
import io.trueup.review.SyncsResource;
import java.util.List;

/** REST about connected systems, wired. */
final class ConnectedResources {
  private ConnectedResources() {}

  static void register(
      Environment environment, TrueupApplication.Parts parts, Idempotency idempotency) {
    ObjectMapper json = environment.getObjectMapper();
    TenantDb db = parts.db();
    Connected connected = parts.connected();
    SyncRequests syncs = new SyncRequests(db, connected.workers(), idempotency, json);
    List.of(
            new ConnectorsResource(connected.vendors().catalogue(), connected.tests(db)),
            new IntegrationsResource(
                db, connected.integrations(), connected.tests(db), idempotency, json),
            new MicrosoftSkusResource(
                db, connected.skus(), connected.vendors().download(), idempotency, json),
            new SyncsResource(db, syncs),
            new IntegrationSyncsResource(connected.integrations(), syncs),
            new ReplaysResource(syncs),
            new IntegrationHealthResource(db, connected.health()),
            new SnapshotsResource(db),
            new HealthResource(db, connected.health()))
        .forEach(environment.jersey()::register);
  }
}
