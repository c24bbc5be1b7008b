package io.trueup.app;

import io.dropwizard.auth.PolymorphicAuthDynamicFeature;
import io.dropwizard.auth.PolymorphicAuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import io.trueup.finding.Closing;
import io.trueup.oidc.OidcSettings;
import io.trueup.oidc.OidcSignIn;
import io.trueup.pages.AuditPages;
import io.trueup.pages.BundlePages;
import io.trueup.pages.ConnectorPages;
import io.trueup.pages.DecisionPages;
import io.trueup.pages.DiscrepancyPages;
import io.trueup.pages.DraftPages;
import io.trueup.pages.DraftStepsPages;
import io.trueup.pages.EditorPages;
import io.trueup.pages.GlancePages;
import io.trueup.pages.IntegrationChangePages;
import io.trueup.pages.IntegrationPages;
import io.trueup.pages.IntegrationsPages;
import io.trueup.pages.MonthEndPages;
import io.trueup.pages.MonthFilesPages;
import io.trueup.pages.MonthPages;
import io.trueup.pages.MonthReportPages;
import io.trueup.pages.MonthsPages;
import io.trueup.pages.PeoplePages;
import io.trueup.pages.RecordPages;
import io.trueup.pages.ResolvedPages;
import io.trueup.pages.RulesPages;
import io.trueup.pages.RunAuditPages;
import io.trueup.pages.RunCostPages;
import io.trueup.pages.RunProgressPages;
import io.trueup.pages.SnapshotPages;
import io.trueup.pages.SyncPages;
import io.trueup.pages.Systems;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.ApiKeys;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.KeyAuthFilter;
import io.trueup.review.MonthDownload;
import io.trueup.user.Passwords;
import io.trueup.user.SignIn;
import io.trueup.user.SignInLinks;
import io.trueup.user.Users;
import io.trueup.web.Assets;
import io.trueup.web.AssetsPages;
import io.trueup.web.Layout;
import io.trueup.web.PageErrors;
import io.trueup.web.PasswordPages;
import io.trueup.web.Sessions;
import io.trueup.web.SignInPages;
import io.trueup.web.Templates;
import io.trueup.web.Visit;
import io.trueup.web.VisitFilter;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages, wired; and the two doors: programs come with a key, people with a session. */
record WebParts(
    Layout layout,
    Assets assets,
    Sessions sessions,
    Passwords passwords,
    Users users,
    SignInLinks links,
    Optional<OidcSettings> oidc) {
  static WebParts of(Optional<OidcSettings> oidc) {
    Assets assets = Assets.load();
    // One for all, so that few are worked out at a time.
    Passwords passwords = new Passwords();
    return new WebParts(
        new Layout(new Templates(), assets),
        assets,
        new Sessions(Clock.systemUTC()),
        passwords,
        new Users(passwords),
        new SignInLinks(),
        oidc);
  }

  void register(Environment environment, TrueupApplication.Parts parts, Path scratch) {
    TenantDb db = parts.db();
    environment.servlets().setSessionHandler(Sessions.handler());
    environment
        .jersey()
        .register(
            new PolymorphicAuthDynamicFeature<Principal>(
                Map.of(
                    Caller.class, new KeyAuthFilter(new ApiKeys(db)),
                    Visit.class, new VisitFilter(db, sessions))));
    environment
        .jersey()
        .register(
            new PolymorphicAuthValueFactoryProvider.Binder<>(Set.of(Caller.class, Visit.class)));
    SignIn signIn = new SignIn(db, passwords);
    SignInPages door =
        new SignInPages(
            db,
            layout,
            sessions,
            signIn,
            links,
            oidc.map(each -> new OidcSignIn(each, db, signIn, Clock.systemUTC())));
    door.oidcPages().ifPresent(environment.jersey()::register);
    Systems systems = parts.connected().pages(db);
    List.of(
            new PageErrors(layout),
            new IntegrationsPages(db, layout, systems),
            new ConnectorPages(db, layout, systems),
            new IntegrationPages(db, layout, systems),
            new IntegrationChangePages(db, layout, systems),
            new SyncPages(db, layout, systems),
            new SnapshotPages(db, layout),
            new AssetsPages(assets),
            door,
            new PasswordPages(db, layout, sessions, signIn, users),
            new PeoplePages(db, layout, users),
            new MonthsPages(db, layout),
            new GlancePages(db, layout),
            new RunProgressPages(db, layout),
            new MonthPages(db, layout),
            new DecisionPages(db, layout),
            new MonthEndPages(db, layout, new Closing(scratch)),
            new MonthFilesPages(new MonthDownload(db, scratch)),
            new MonthReportPages(db, layout),
            new ResolvedPages(db, layout),
            new DiscrepancyPages(db, layout),
            new RecordPages(db, layout),
            new AuditPages(db, layout, Clock.systemUTC()),
            new RunAuditPages(db, layout, parts.audit().proofs(), Clock.systemUTC()),
            new RunCostPages(db, layout, parts.audit().replays()),
            new RulesPages(db, layout, parts.rulebook()),
            new BundlePages(db, layout, parts.rulebook()),
            new DraftPages(db, layout, parts.rules().gates()),
            new DraftStepsPages(db, layout, parts.rules().gates(), parts.rules().approvals()),
            new EditorPages(db, layout, parts.rules().gates()))
        .forEach(environment.jersey()::register);
  }
}
