package io.trueup.app;

import io.dropwizard.core.setup.Environment;
import io.trueup.client.BulkConfirm;
import io.trueup.client.ClientMatcher;
import io.trueup.client.Links;
import io.trueup.client.NameMatchings;
import io.trueup.mapping.ServiceMappings;
import io.trueup.pages.BulkConfirmPages;
import io.trueup.pages.ClientDecisionPages;
import io.trueup.pages.ClientPages;
import io.trueup.pages.MappingEditPages;
import io.trueup.pages.MappingPages;
import io.trueup.pages.NameMatchingPages;
import io.trueup.pages.RunAgainPages;
import io.trueup.pages.SplitPages;
import io.trueup.platform.db.TenantDb;
import io.trueup.review.MappingWorkResource;
import io.trueup.review.ServiceMappingsResource;
import io.trueup.web.Layout;
import java.util.List;

/** Clients and mappings, wired: what the browser shows of them. */
final class ClientParts {
  private ClientParts() {}

  static void register(
      Environment environment, TrueupApplication.Parts parts, ClientMatcher matcher) {
    TenantDb db = parts.db();
    Layout layout = parts.web().layout();
    ClientPages clients = new ClientPages(db, layout, parts.rules().inForce());
    List.of(
            clients,
            new ClientDecisionPages(db, clients, new Links(matcher), parts.matching()),
            new BulkConfirmPages(db, layout, new BulkConfirm(matcher), parts.matching()),
            new SplitPages(db, layout, new Links(matcher), parts.matching(), parts.months()),
            new ServiceMappingsResource(db, new ServiceMappings(), parts.months()),
            new MappingWorkResource(db, parts.months(), parts.rules().inForce()),
            new MappingPages(db, layout, parts.months(), parts.rules().inForce()),
            new MappingEditPages(db, layout, new ServiceMappings(), parts.months()),
            new NameMatchingPages(db, layout, new NameMatchings(matcher), parts.matching()),
            new RunAgainPages(db, parts.runs(), parts.workers()))
        .forEach(environment.jersey()::register);
  }
}
