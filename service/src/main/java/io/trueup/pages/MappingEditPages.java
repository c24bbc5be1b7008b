package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.client.ClientCompany;
import io.trueup.client.ClientCompanyDao;
import io.trueup.mapping.MappingChange;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.mapping.MappingRows;
import io.trueup.mapping.MappingsInForce;
import io.trueup.mapping.ServiceMappings;
import io.trueup.mapping.ServiceMappings.Word;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.stage.MappingPreview;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import io.trueup.whatif.CurrentMonth;
import io.trueup.whatif.CurrentMonths;
import io.trueup.whatif.MappingChoices;
import io.trueup.whatif.MappingEntry;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One mapping: its row, what it would count, and what people did to it. */
@Path("/mappings")
public final class MappingEditPages {
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

  /**
   * The editor.
   *
   * @param known the id of the mapping that is changed; empty for a new one
   * @param seen the last change of it, 0 for none
   * @param company what the company it is for is called; empty for all
   * @param problems what is wrong, by column
   * @param preview what it would count; null where it cannot be counted
   * @param month whether there is a month to count in
   * @param error why it did not go through; empty when nothing was wrong
   */
  public record EditView(
      String known,
      long seen,
      MappingForm form,
      String company,
      String reason,
      Map<String, String> problems,
      @Nullable MappingPreview preview,
      boolean month,
      List<Past> history,
      boolean retired,
      boolean mayDecide,
      String error) {}

  /** A change, and whether it holds. */
  public record Past(MappingChange change, boolean inForce, boolean undone) {}

  private record Asked(
      String known, long seen, Map<String, String> cells, String reason, String error) {}

  /** A new mapping, its fields as the address says; or one that is there. */
  @GET
  @Path("/edit")
  @RolesAllowed(Permission.READ)
  public Response edit(
      @Auth Visit visit, @QueryParam("id") @DefaultValue("") String id, @Context UriInfo address) {
    if (id.isEmpty()) {
      Map<String, String> cells = MappingForm.cells(address.getQueryParameters());
      return show(visit, new Asked("", 0, cells, "", ""), 200);
    }
    Optional<CurrentMonth> month = months.find(visit.tenant());
    List<MappingChange> changes =
        db.read(visit.tenant(), handle -> MappingChangeDao.of(handle, text(id)));
    MappingEntry entry =
        MappingEntry.list(month, MappingsInForce.of(changes)).stream()
            .filter(each -> each.mappingId().equals(id))
            .findFirst()
            .orElse(null);
    if (entry == null && changes.isEmpty()) {
      throw ProblemException.notFound("mapping");
    }
    Map<String, String> cells = entry == null ? before(changes) : entry.cells();
    return show(visit, new Asked(id, last(changes), cells, "", ""), 200);
  }

  /** Of a mapping that was retired: what it was, for putting it back. */
  private static Map<String, String> before(List<MappingChange> changes) {
    return changes.stream()
        .filter(change -> change.kind().equals(MappingChange.PUT))
        .max(Comparator.comparingLong(MappingChange::number))
        .map(MappingChange::cells)
        .orElse(Map.of());
  }

  private static long last(List<MappingChange> changes) {
    return changes.isEmpty() ? 0 : changes.get(changes.size() - 1).number();
  }

  /** The editor with what was typed, and what that would count; nothing is changed. */
  @POST
  @Path("/preview")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response preview(@Auth Visit visit, MultivaluedMap<String, String> form) {
    return show(visit, asked(form, ""), 200);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response save(@Auth Visit visit, MultivaluedMap<String, String> form) {
    Asked asked = asked(form, "");
    Map<String, String> cells = new HashMap<>(asked.cells());
    String id = asked.known().isEmpty() ? cells.getOrDefault("mapping_id", "") : asked.known();
    Set<String> taken =
        MappingEntry.list(months.find(visit.tenant()), Map.of()).stream()
            .map(MappingEntry::mappingId)
            .collect(Collectors.toSet());
    try {
      Optional<MappingChange> made =
          db.inTenant(
              visit.tenant(),
              handle -> {
                String named = id.isEmpty() ? named(taken, handle, cells) : id;
                return mappings.put(
                    handle, new Word(named, asked.seen(), asked.reason(), visit.getName()), cells);
              });
      visit.say(
          made.map(change -> change.mappingId() + " is in force; the next run counts by it.")
              .orElse("Nothing is different."));
      return Layout.to("/mappings");
    } catch (ProblemException e) {
      return show(visit, asked(form, ClientDecisionPages.sentence(e)), e.type().status());
    }
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
    db.useTenant(
        visit.tenant(),
        handle -> mappings.retire(handle, new Word(text(id), seen, reason, visit.getName())));
    visit.say(id + " is taken out; the next run counts without it.");
    return Layout.to("/mappings");
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
    db.useTenant(
        visit.tenant(),
        handle -> mappings.undo(handle, new Word(text(id), seen, reason, visit.getName()), change));
    visit.say("Undone for " + id + "; what held before holds again.");
    return Layout.to("/mappings");
  }

  private static String text(String id) {
    if (id.isEmpty() || id.length() > 256 || id.indexOf('\0') >= 0) {
      throw ProblemException.notFound("mapping");
    }
    return id;
  }

  /** An id that nothing has yet, from the product. */
  private static String named(Set<String> taken, Handle handle, Map<String, String> cells) {
    String base = "P-" + cells.getOrDefault("product_code", "").replace("*", "all");
    String company = cells.getOrDefault("company_id", "");
    String wanted = company.isEmpty() ? base : base + "-" + company;
    String shown = wanted.length() > 200 ? wanted.substring(0, 200) : wanted;
    Map<String, MappingChange> all =
        MappingsInForce.of(MappingChangeDao.upTo(handle, Long.MAX_VALUE));
    String free = shown;
    for (int i = 2; taken.contains(free) || all.containsKey(free); i++) {
      free = shown + "-" + i;
    }
    return free;
  }

  private static Asked asked(MultivaluedMap<String, String> form, String error) {
    String seen = Optional.ofNullable(form.getFirst("seen")).orElse("0");
    if (!seen.matches("\\d{1,18}")) {
      throw ProblemException.invalid("seen", "is no number", List.of());
    }
    return new Asked(
        Optional.ofNullable(form.getFirst("known")).orElse(""),
        Long.parseLong(seen),
        MappingForm.cells(form),
        Optional.ofNullable(form.getFirst("reason")).orElse(""),
        error);
  }

  private Response show(Visit visit, Asked asked, int status) {
    Optional<CurrentMonth> month = months.find(visit.tenant());
    Map<String, String> cells = new TreeMap<>(asked.cells());
    cells.putIfAbsent("mapping_id", asked.known().isEmpty() ? "(new)" : asked.known());
    MappingRows.Read read =
        cells.size() > 1
            ? MappingRows.read(cells)
            : new MappingRows.Read(Optional.empty(), Map.of());
    MappingPreview preview =
        month.isPresent() && read.mapping().isPresent()
            ? month.get().month().preview(read.mapping().get())
            : null;
    List<MappingChange> changes =
        asked.known().isEmpty()
            ? List.of()
            : db.read(visit.tenant(), handle -> MappingChangeDao.of(handle, asked.known()));
    MappingChange inForce = MappingsInForce.of(changes).get(asked.known());
    EditView view =
        new EditView(
            asked.known(),
            asked.seen(),
            MappingForm.of(
                asked.cells(), month.map(CurrentMonth::choices).orElse(MappingChoices.NONE)),
            company(visit, asked.cells().getOrDefault("company_id", "")),
            asked.reason(),
            read.problems(),
            preview,
            month.isPresent(),
            history(changes, inForce),
            inForce != null && inForce.kind().equals(MappingChange.RETIRE),
            visit.may(Permission.DECIDE),
            asked.error());
    return layout.show(
        visit,
        "pages/mapping.ftlh",
        asked.known().isEmpty() ? "New mapping" : asked.known(),
        MappingPages.SECTION,
        view,
        status);
  }

  private String company(Visit visit, String id) {
    if (id.isEmpty() || id.length() > 256 || id.indexOf('\0') >= 0) {
      return "";
    }
    return db.read(
        visit.tenant(),
        handle ->
            Optional.ofNullable(ClientCompanyDao.find(handle, List.of(id)).get(id))
                .map(ClientCompany::name)
                .orElse(""));
  }

  private static List<Past> history(List<MappingChange> changes, @Nullable MappingChange inForce) {
    List<Long> undone =
        changes.stream().map(MappingChange::undoes).filter(Objects::nonNull).toList();
    return changes.stream()
        .sorted(Comparator.comparingLong(MappingChange::number).reversed())
        .map(
            change ->
                new Past(
                    change,
                    inForce != null && inForce.number() == change.number(),
                    undone.contains(change.number())))
        .toList();
  }
}
