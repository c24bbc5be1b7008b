package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Permission;
import io.trueup.rulebook.Approvals;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.BundleTest.Tested;
import io.trueup.rulebook.DraftGates;
import io.trueup.rulebook.Drafts;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of a draft: what the buttons of its page do. Each names the revision that was seen. */
@Path("/rules/drafts/{draft_id}")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class DraftStepsPages {
  private final TenantDb db;
  private final Layout layout;
  private final DraftGates gates;
  private final Approvals approvals;

  public DraftStepsPages(TenantDb db, Layout layout, DraftGates gates, Approvals approvals) {
    this.db = db;
    this.layout = layout;
    this.gates = gates;
    this.approvals = approvals;
  }

  @POST
  @Path("/check")
  @RolesAllowed(Permission.RULES_EDIT)
  public Response check(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision) {
    Checked checked =
        gates.check(visit.tenant(), DraftPages.id(id), revision, visit.getName()).found();
    if (checked.passed()) {
      visit.say("Checked: " + checked.rules() + " rules, no problems.");
    } else {
      visit.complain("Checked. Problems to mend: " + checked.problems().size() + ".");
    }
    return back(id);
  }

  @POST
  @Path("/test")
  @RolesAllowed(Permission.RULES_EDIT)
  public Response test(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision) {
    Tested tested =
        gates.test(visit.tenant(), DraftPages.id(id), revision, visit.getName()).found();
    String told = "Tested: " + tested.scenarios().size() + " scenarios, ";
    if (tested.passed()) {
      visit.say(told + "all hold, every rule is fired by one.");
    } else {
      visit.complain(
          told
              + tested.failed().size()
              + " not as expected, "
              + tested.uncovered().size()
              + " rules fired by none.");
    }
    return back(id);
  }

  @POST
  @Path("/compare")
  @RolesAllowed(Permission.RULES_EDIT)
  public Response compare(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision) {
    visit.say(
        "Compared: "
            + gates
                .compare(visit.tenant(), DraftPages.id(id), revision, null, visit.getName())
                .found()
                .summary());
    return back(id);
  }

  @POST
  @Path("/submit")
  @RolesAllowed(Permission.RULES_EDIT)
  public Response submit(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision,
      @FormParam("note") @DefaultValue("") String note) {
    String text = Words.optional("note", note);
    db.useTenant(
        visit.tenant(),
        handle -> approvals.submit(handle, DraftPages.id(id), revision, text, visit.getName()));
    visit.say("Somebody who may approve rules, and had no hand in this draft, can look at it now.");
    return back(id);
  }

  @POST
  @Path("/approve")
  @RolesAllowed(Permission.RULES_APPROVE)
  public Response approve(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision,
      @FormParam("note") @DefaultValue("") String note,
      @FormParam("override_reason") @DefaultValue("") String override) {
    String text = Words.optional("note", note);
    String reason = Words.optional("reason", override);
    db.useTenant(
        visit.tenant(),
        handle ->
            approvals.approve(handle, DraftPages.id(id), revision, text, reason, visit.getName()));
    visit.say("Approved. It can be published now.");
    return back(id);
  }

  @POST
  @Path("/reject")
  @RolesAllowed(Permission.RULES_APPROVE)
  public Response reject(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision,
      @FormParam("reason") @DefaultValue("") String reason) {
    String text = Words.required("reason", reason);
    db.useTenant(
        visit.tenant(),
        handle -> approvals.reject(handle, DraftPages.id(id), revision, text, visit.getName()));
    visit.say("Sent back to its authors.");
    return back(id);
  }

  @POST
  @Path("/publish")
  @RolesAllowed(Permission.RULES_PUBLISH)
  public Response publish(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision,
      @FormParam("note") @DefaultValue("") String note) {
    String text = Words.optional("note", note);
    BundleRow published =
        db.inTenant(
            visit.tenant(),
            handle ->
                approvals.publish(handle, DraftPages.id(id), revision, text, visit.getName()));
    visit.say("Bundle " + published.version() + " is in force: the next run is judged by it.");
    return Layout.to("/rules/bundles/" + published.version());
  }

  @POST
  @Path("/discard")
  @RolesAllowed(Permission.RULES_EDIT)
  public Response discard(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision) {
    db.useTenant(
        visit.tenant(),
        handle -> Drafts.discard(handle, DraftPages.id(id), revision, visit.getName()));
    visit.say("Discarded. Its history stays.");
    return back(id);
  }

  /**
   * Conflicts that a person has to settle.
   *
   * @param revision the draft's
   */
  public record ConflictsView(
      String id, String title, long revision, List<Drafts.Conflict> conflicts) {}

  /** Fields {@code path}, {@code take-N} and {@code text} come once for each conflict, in order. */
  @POST
  @Path("/merge")
  @BodyLimit.LongList
  @RolesAllowed(Permission.RULES_EDIT)
  public Response merge(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision,
      MultivaluedMap<String, String> form) {
    UUID draft = DraftPages.id(id);
    Drafts.MergeOutcome outcome =
        db.inTenant(
            visit.tenant(),
            handle -> Drafts.merge(handle, draft, revision, resolutions(form), visit.getName()));
    if (outcome.conflicts().isEmpty()) {
      visit.say("What was published meanwhile is in the draft now; check it again.");
      return back(id);
    }
    return layout.show(
        visit,
        "pages/conflicts.ftlh",
        "Conflicts",
        RulesPages.SECTION,
        new ConflictsView(
            id, outcome.draft().title(), outcome.draft().revision(), outcome.conflicts()));
  }

  /** What was chosen; a file for which nothing was chosen stays in conflict. */
  private static List<Drafts.Resolution> resolutions(MultivaluedMap<String, String> form) {
    List<Drafts.Resolution> chosen = new ArrayList<>();
    List<String> paths = form.getOrDefault("path", List.of());
    List<String> texts = form.getOrDefault("text", List.of());
    for (int i = 0; i < Math.min(paths.size(), texts.size()); i++) {
      String take = form.getFirst("take-" + i);
      if (take != null) {
        chosen.add(
            new Drafts.Resolution(paths.get(i), take, take.equals("text") ? texts.get(i) : null));
      }
    }
    return chosen;
  }

  private static Response back(String id) {
    return Layout.to("/rules/drafts/" + id);
  }
}
