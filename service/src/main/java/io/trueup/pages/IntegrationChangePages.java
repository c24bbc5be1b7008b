package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.FormCheck;
import io.trueup.integration.FormCheck.Wrong;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationSpec;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.secret.Credentials;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changing a connected system, pausing it, and taking it away. */
@Path("/integrations/{integration_id}")
public final class IntegrationChangePages {
  private final TenantDb db;
  private final Layout layout;
  private final Systems systems;

  public IntegrationChangePages(TenantDb db, Layout layout, Systems systems) {
    this.db = db;
    this.layout = layout;
    this.systems = systems;
  }

  /**
   * The form of a system that is there.
   *
   * @param problem what is wrong with it as a whole; null for nothing
   */
  public record EditView(Integration system, ConnectionForm form, @Nullable String problem) {}

  /** Before it is taken away. */
  public record RemoveView(Integration system, long snapshots) {}

  private record Known(Integration system, List<Credentials.Kept> kept) {}

  @GET
  @Path("/edit")
  @RolesAllowed(Permission.INTEGRATIONS)
  public Response form(@Auth Visit visit, @PathParam("integration_id") String id) {
    Known known = known(visit, id);
    return show(visit, known, ConnectionForm.input(known.system()), List.of(), null, 200);
  }

  private Known known(Visit visit, String id) {
    Known known =
        db.read(
            visit.tenant(),
            handle -> new Known(Systems.get(handle, id), Credentials.list(handle, id)));
    if (known.system().source().equals(Integration.FILE)) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The integration is declared in config.yml: change it there and start Trueup again.");
    }
    return known;
  }

  @POST
  @Path("/edit")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.INTEGRATIONS)
  public Response change(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      MultivaluedMap<String, String> fields) {
    Known known = known(visit, id);
    ConnectorForm form = systems.getForm(known.system().connector());
    FormInput input = FormInput.of(fields, form);
    IntegrationSpec spec = input.spec(id, form, known.system().enabled());
    List<String> kept =
        known.kept().stream()
            .map(Credentials.Kept::name)
            .filter(name -> !input.removed().contains(name))
            .toList();
    List<Wrong> wrong = new ArrayList<>(FormCheck.check(spec, systems.integrations().catalogue()));
    wrong.addAll(input.wrong());
    wrong.addAll(FormCheck.checkCredentials(input.credentials(), kept, form));
    if (!wrong.isEmpty()) {
      return show(
          visit, known, input, wrong, "Something is missing or not right yet; see below.", 400);
    }
    try {
      save(visit, spec, input);
    } catch (ProblemException e) {
      return show(visit, known, input, List.of(), e.getMessage(), e.type().status());
    }
    visit.say("Saved. Test the connection to see whether it answers.");
    return Layout.to("/integrations/" + id);
  }

  private void save(Visit visit, IntegrationSpec spec, FormInput input) {
    TreeMap<String, @Nullable String> credentials = new TreeMap<>(input.credentials());
    input.removed().forEach(name -> credentials.putIfAbsent(name, null));
    db.useTenant(
        visit.tenant(),
        handle -> {
          systems
              .integrations()
              .update(handle, visit.tenant(), spec, input.madeFrom(), visit.getName());
          if (!credentials.isEmpty()) {
            systems
                .integrations()
                .setCredentials(
                    handle,
                    visit.tenant(),
                    spec.integrationId(),
                    credentials,
                    null,
                    visit.getName());
          }
        });
  }

  private Response show(
      Visit visit,
      Known known,
      FormInput input,
      List<Wrong> wrong,
      @Nullable String problem,
      int status) {
    ConnectorForm form = systems.getForm(known.system().connector());
    DateTimeFormatter day =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(visit.look().locale())
            .withZone(ZoneOffset.UTC);
    return layout.show(
        visit,
        "pages/integration-edit.ftlh",
        "Change " + known.system().name(),
        IntegrationsPages.SECTION,
        new EditView(
            known.system(),
            ConnectionForm.of(
                form,
                input,
                known.kept(),
                wrong,
                kept ->
                    "Set on "
                        + day.format(kept.setAt())
                        + " by "
                        + kept.setBy().replaceFirst("^user:", "")
                        + "; leave empty to keep it."),
            problem),
        status);
  }

  /** Takes it off its schedule, or puts it on again. */
  @POST
  @Path("/schedule")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.INTEGRATIONS)
  public Response schedule(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @FormParam("enabled") @DefaultValue("") String enabled) {
    boolean on = enabled.equals("true");
    db.useTenant(
        visit.tenant(),
        handle ->
            systems
                .integrations()
                .update(
                    handle,
                    visit.tenant(),
                    Systems.spec(Systems.get(handle, id), on),
                    null,
                    visit.getName()));
    visit.say(on ? "It is synced by its schedule again." : "Paused: it is synced only by hand.");
    return Layout.to("/integrations/" + id);
  }

  @GET
  @Path("/remove")
  @RolesAllowed(Permission.INTEGRATIONS)
  public Response confirm(@Auth Visit visit, @PathParam("integration_id") String id) {
    Known known = known(visit, id);
    long snapshots = db.read(visit.tenant(), handle -> io.trueup.sync.Snapshots.count(handle, id));
    return layout.show(
        visit,
        "pages/integration-remove.ftlh",
        "Remove " + known.system().name(),
        IntegrationsPages.SECTION,
        new RemoveView(known.system(), snapshots));
  }

  @POST
  @Path("/remove")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.INTEGRATIONS)
  public Response remove(@Auth Visit visit, @PathParam("integration_id") String id) {
    String name =
        db.inTenant(
            visit.tenant(),
            handle -> {
              Integration system = Systems.get(handle, id);
              systems.integrations().delete(handle, visit.tenant(), id, null, visit.getName());
              return system.name();
            });
    visit.say(
        name + " was removed, its credentials with it. What it brought stays for the record.");
    return Layout.to("/integrations");
  }
}
