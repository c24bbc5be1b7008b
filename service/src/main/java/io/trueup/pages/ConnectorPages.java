package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.integration.ConnectionTests;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.FormCheck;
import io.trueup.integration.FormCheck.Wrong;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationDao;
import io.trueup.integration.IntegrationSpec;
import io.trueup.integration.PendingCredentials;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.RequestId;
import io.trueup.sync.Syncs;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The systems that can be connected, and connecting one. */
@Path("/connectors")
public final class ConnectorPages {
  private final TenantDb db;
  private final Layout layout;
  private final Systems systems;
  private final PendingCredentials pending = new PendingCredentials();

  public ConnectorPages(TenantDb db, Layout layout, Systems systems) {
    this.db = db;
    this.layout = layout;
    this.systems = systems;
  }

  /** The gallery: connectors by kind of system. */
  public record GalleryView(
      Map<String, List<ConnectorForm>> kinds,
      int shown,
      int all,
      String search,
      String category,
      List<String> categories,
      boolean canAdd) {}

  /**
   * The form of a new system.
   *
   * @param problem what is wrong with it as a whole; null for nothing
   * @param tested how the test went; null when there was none
   */
  public record AddView(
      ConnectionForm form, @Nullable String problem, ConnectionTests.@Nullable Outcome tested) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response gallery(
      @Auth Visit visit,
      @QueryParam("q") @Nullable String q,
      @QueryParam("category") @Nullable String category) {
    List<ConnectorForm> all = systems.integrations().catalogue().list();
    List<String> categories =
        all.stream().map(ConnectorForm::category).distinct().sorted().toList();
    String search = Parameters.text("q", q).orElse("").strip();
    String kind = Parameters.choice("category", category, categories).orElse("");
    Map<String, List<ConnectorForm>> kinds = new TreeMap<>();
    all.stream()
        .filter(each -> kind.isEmpty() || each.category().equals(kind))
        .filter(each -> matches(each, search))
        .forEach(
            each -> kinds.computeIfAbsent(each.category(), name -> new ArrayList<>()).add(each));
    return layout.show(
        visit,
        "pages/connectors.ftlh",
        "Connect a system",
        IntegrationsPages.SECTION,
        new GalleryView(
            kinds,
            kinds.values().stream().mapToInt(List::size).sum(),
            all.size(),
            search,
            kind,
            categories,
            visit.may(Permission.INTEGRATIONS)));
  }

  private static boolean matches(ConnectorForm form, String search) {
    return search.isEmpty()
        || String.join(" ", form.id(), form.name(), form.vendor(), form.description())
            .toLowerCase(Locale.ROOT)
            .contains(search.toLowerCase(Locale.ROOT));
  }

  @GET
  @Path("/{connector}/add")
  @RolesAllowed(Permission.INTEGRATIONS)
  public Response form(@Auth Visit visit, @PathParam("connector") String connector) {
    ConnectorForm form = systems.getForm(connector);
    return show(
        visit,
        new AddView(
            ConnectionForm.of(form, ConnectionForm.fresh(form), List.of(), List.of()), null, null),
        200);
  }

  /** Tests what was typed, or saves it. */
  @POST
  @Path("/{connector}/add")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.INTEGRATIONS)
  public Response add(
      @Auth Visit visit,
      @PathParam("connector") String connector,
      @FormParam("do") @DefaultValue("save") String what,
      MultivaluedMap<String, String> fields) {
    ConnectorForm form = systems.getForm(connector);
    FormInput input = FormInput.of(fields, form);
    Map<String, String> credentials =
        new LinkedHashMap<>(
            pending.find(visit.tenant(), visit.getName(), connector, input.pending()));
    credentials.putAll(input.credentials());
    pending.forget(input.pending());
    List<String> taken =
        db.read(
            visit.tenant(),
            handle ->
                IntegrationDao.list(handle).stream().map(Integration::integrationId).toList());
    IntegrationSpec spec = input.spec(input.idBeside(taken), form, true);
    List<Wrong> wrong = new ArrayList<>(FormCheck.check(spec, systems.integrations().catalogue()));
    wrong.addAll(input.wrong());
    wrong.addAll(FormCheck.checkCredentials(credentials, List.of(), form));
    Form typed = new Form(visit, form, input, credentials);
    if (!wrong.isEmpty()) {
      return again(typed, wrong, "Something is missing or not right yet; see below.", null, 400);
    }
    if (what.equals("test")) {
      ConnectionTests.Outcome tested = systems.tests().unsaved(spec, credentials);
      Form after = new Form(visit, form, input, tested.credentials());
      return again(after, List.of(), null, tested, 200);
    }
    try {
      save(visit, spec, credentials, input.syncNow());
    } catch (ProblemException e) {
      return again(typed, List.of(), e.getMessage(), null, e.type().status());
    }
    return Layout.to("/integrations/" + spec.integrationId());
  }

  private record Form(
      Visit visit, ConnectorForm connector, FormInput input, Map<String, String> credentials) {}

  private void save(
      Visit visit, IntegrationSpec spec, Map<String, String> credentials, boolean sync) {
    db.useTenant(
        visit.tenant(),
        handle -> {
          systems.integrations().create(handle, visit.tenant(), spec, visit.getName());
          if (!credentials.isEmpty()) {
            systems
                .integrations()
                .setCredentials(
                    handle,
                    visit.tenant(),
                    spec.integrationId(),
                    new TreeMap<>(credentials),
                    null,
                    visit.getName());
          }
          if (sync) {
            Syncs.queue(handle, spec.integrationId(), visit.getName(), RequestId.current());
          }
        });
    systems.wake().run();
    visit.say(
        sync
            ? spec.name() + " is connected and being read for the first time."
            : spec.name() + " is connected.");
  }

  /** The form with what was typed; credentials stay on this side. */
  private Response again(
      Form typed,
      List<Wrong> wrong,
      @Nullable String problem,
      ConnectionTests.@Nullable Outcome tested,
      int status) {
    FormInput input = typed.input();
    String kept =
        typed.credentials().isEmpty()
            ? ""
            : pending.keep(
                typed.visit().tenant(),
                typed.visit().getName(),
                typed.connector().id(),
                typed.credentials());
    FormInput shown =
        new FormInput(
            input.id(),
            input.name(),
            input.settings(),
            Map.of(),
            List.of(),
            input.every(),
            input.maxAge(),
            input.syncNow(),
            kept,
            input.version());
    return show(
        typed.visit(),
        new AddView(
            ConnectionForm.of(typed.connector(), shown, typed.credentials().keySet(), wrong),
            problem,
            tested),
        status);
  }

  private Response show(Visit visit, AddView view, int status) {
    return layout.show(
        visit,
        "pages/connector-add.ftlh",
        "Connect " + view.form().connector().name(),
        IntegrationsPages.SECTION,
        view,
        status);
  }
}
