package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.mapping.MappingChange;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.mapping.MappingRows;
import io.trueup.mapping.MappingsInForce;
import io.trueup.mapping.ServiceMappings;
import io.trueup.mapping.ServiceMappings.Word;
import io.trueup.pages.MappingEditor.Asked;
import io.trueup.pages.MappingEditor.Kept;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import io.trueup.whatif.CurrentMonth;
import io.trueup.whatif.CurrentMonths;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One mapping is made, changed, taken out or put back. */
@Path("/mappings")
public final class MappingEditPages {
  private static final int LONGEST_ID = 256;

  private final TenantDb db;
  private final Layout layout;
  private final ServiceMappings mappings;
  private final CurrentMonths months;

  public MappingEditPages(
      TenantDb db, Layout layout, ServiceMappings mappings, CurrentMonths months) {
    this.db = db;
    this.layout = layout;
    this.mappings = mappings;
    this.months = months;
  }

  /** A new mapping, its fields as the address says; or one that is there. */
  @GET
  @Path("/edit")
  @RolesAllowed(Permission.READ)
  public Response edit(
      @Auth Visit visit, @QueryParam("id") @DefaultValue("") String id, @Context UriInfo address) {
    Optional<CurrentMonth> month = months.find(visit.tenant());
    if (id.isEmpty()) {
      Map<String, String> cells = MappingForm.cells(address.getQueryParameters());
      return show(visit, month, new Asked("", 0, cells, "", ""), 200);
    }
    return show(visit, month, there(visit, month, id), 200);
  }

  /** A mapping as it holds now; of one that was taken out what it was, for putting it back. */
  private Asked there(Visit visit, Optional<CurrentMonth> month, String id) {
    List<MappingChange> changes =
        db.read(visit.tenant(), handle -> MappingChangeDao.of(handle, checked(id)));
    Map<String, String> cells =
        Optional.ofNullable(MappingsInForce.of(changes).get(id))
            .filter(change -> change.kind().equals(MappingChange.PUT))
            .map(MappingChange::cells)
            .or(() -> month.flatMap(current -> cells(current, id)))
            .or(() -> lastPut(changes))
            .orElse(Map.of());
    if (cells.isEmpty() && changes.isEmpty()) {
      throw ProblemException.notFound("mapping");
    }
    long seen = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).number();
    return new Asked(id, seen, cells, "", "");
  }

  private static Optional<Map<String, String>> cells(CurrentMonth month, String id) {
    return month.month().month().serviceMappings().stream()
        .filter(mapping -> mapping.mappingId().equals(id))
        .findFirst()
        .map(MappingRows::cells);
  }

  private static Optional<Map<String, String>> lastPut(List<MappingChange> changes) {
    return changes.stream()
        .filter(change -> change.kind().equals(MappingChange.PUT))
        .max(Comparator.comparingLong(MappingChange::number))
        .map(MappingChange::cells);
  }

  /** The editor with what was typed, and what that would count; nothing is changed. */
  @POST
  @Path("/preview")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response preview(@Auth Visit visit, MultivaluedMap<String, String> form) {
    return show(visit, months.find(visit.tenant()), asked(form), 200);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response save(@Auth Visit visit, MultivaluedMap<String, String> form) {
    Asked asked = asked(form);
    Optional<CurrentMonth> month =
        asked.known().isEmpty() ? months.find(visit.tenant()) : Optional.empty();
    try {
      Optional<MappingChange> made =
          db.inTenant(visit.tenant(), handle -> put(handle, visit, asked, month));
      visit.say(
          made.map(change -> change.mappingId() + " is in force; the next run counts by it.")
              .orElse("Nothing is different."));
      return Layout.to("/mappings");
    } catch (ProblemException e) {
      return refused(visit, asked, e);
    }
  }

  private Optional<MappingChange> put(
      Handle handle, Visit visit, Asked asked, Optional<CurrentMonth> month) {
    Set<String> taken =
        asked.known().isEmpty() ? MappingEditor.taken(handle, month) : Set.<String>of();
    if (taken.contains(asked.cell("mapping_id"))) {
      throw ProblemException.invalid("mapping_id", MappingEditor.TAKEN, List.of());
    }
    return mappings.put(
        handle,
        new Word(MappingEditor.id(asked, taken), asked.seen(), asked.reason(), visit.getName()),
        asked.cells());
  }

  @POST
  @Path("/retire")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response retire(
      @Auth Visit visit,
      @FormParam("id") @DefaultValue("") String id,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam("seen") @DefaultValue("0") long seen) {
    return change(
        visit,
        new Word(checked(id), seen, reason, visit.getName()),
        mappings::retire,
        id + " is taken out; the next run counts without it.");
  }

  @POST
  @Path("/undo")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response undo(
      @Auth Visit visit,
      @FormParam("id") @DefaultValue("") String id,
      @FormParam("change") @Nullable Long change,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam("seen") @DefaultValue("0") long seen) {
    return change(
        visit,
        new Word(checked(id), seen, reason, visit.getName()),
        (handle, word) -> mappings.undo(handle, word, change),
        "Undone for " + id + "; what held before holds again.");
  }

  private Response change(Visit visit, Word word, BiConsumer<Handle, Word> change, String done) {
    try {
      db.useTenant(visit.tenant(), handle -> change.accept(handle, word));
      visit.say(done);
      return Layout.to("/mappings");
    } catch (ProblemException e) {
      Asked now = there(visit, months.find(visit.tenant()), word.mappingId());
      return refused(visit, new Asked(now.known(), now.seen(), now.cells(), word.reason(), ""), e);
    }
  }

  private Response refused(Visit visit, Asked asked, ProblemException e) {
    return show(
        visit,
        months.find(visit.tenant()),
        asked.wrong(ClientDecisionPages.sentence(e)),
        e.type().status());
  }

  private static String checked(String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID || id.indexOf('\0') >= 0) {
      throw ProblemException.notFound("mapping");
    }
    return id;
  }

  private static Asked asked(MultivaluedMap<String, String> form) {
    String seen = Optional.ofNullable(form.getFirst("seen")).orElse("0");
    if (!seen.matches("\\d{1,18}")) {
      throw ProblemException.invalid("seen", "is no number", List.of());
    }
    String known = Optional.ofNullable(form.getFirst("known")).orElse("");
    return new Asked(
        known.isEmpty() ? "" : checked(known),
        Long.parseLong(seen),
        MappingForm.cells(form),
        Optional.ofNullable(form.getFirst("reason")).orElse(""),
        "");
  }

  private Response show(Visit visit, Optional<CurrentMonth> month, Asked asked, int status) {
    Kept kept = db.read(visit.tenant(), handle -> Kept.of(handle, asked, month));
    return layout.show(
        visit,
        "pages/mapping.ftlh",
        asked.known().isEmpty() ? "New mapping" : asked.known(),
        MappingPages.SECTION,
        MappingEditor.of(asked, kept, month, visit.may(Permission.DECIDE)),
        status);
  }
}
