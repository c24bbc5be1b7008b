package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.BundlesResource;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.DraftGates;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.StepDao;
import io.trueup.rulebook.StepRow;
import io.trueup.rulebook.TextDiff;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A draft: how far it has come, what was found out, and what it changes. */
@Path("/rules/drafts/{draft_id}")
public final class DraftPages {
  private static final int STEPS = 500;

  private final TenantDb db;
  private final Layout layout;
  private final DraftGates gates;

  public DraftPages(TenantDb db, Layout layout, DraftGates gates) {
    this.db = db;
    this.layout = layout;
    this.gates = gates;
  }

  /**
   * What the template sees.
   *
   * @param way its states in order
   * @param inForce number of the bundle in force
   * @param deviations what does not hold and has to be overridden to be approved
   * @param history newest first
   */
  public record DraftView(
      DraftRow draft,
      List<Milestone> way,
      long inForce,
      Findings findings,
      List<Change> changes,
      List<String> deviations,
      List<StepRow> history,
      Rights rights) {
    /** Whether another bundle was published since it began. */
    public boolean behind() {
      return draft.open() && inForce != draft.baseVersion();
    }
  }

  /**
   * A state on the way.
   *
   * @param standing {@code done}, {@code now} for the next one, or {@code later}
   */
  public record Milestone(String state, String standing) {}

  /**
   * What the reader may do with it.
   *
   * @param author whether they had a hand in it, and so cannot approve it
   */
  public record Rights(boolean edit, boolean approve, boolean publish, boolean author) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(@Auth Visit visit, @PathParam("draft_id") String id) {
    DraftView view = db.read(visit.tenant(), handle -> view(handle, visit, id));
    return layout.show(visit, "pages/draft.ftlh", view.draft().title(), RulesPages.SECTION, view);
  }

  private DraftView view(Handle handle, Visit visit, String id) {
    DraftRow draft = draft(handle, id);
    List<StepRow> history = new ArrayList<>(StepDao.list(handle, draft.draftId(), 0, STEPS));
    Collections.reverse(history);
    return new DraftView(
        draft,
        way(draft),
        Rulebook.inForce(handle).version(),
        Findings.of(handle, draft),
        changes(handle, draft),
        draft.open() && draft.reached("tested") ? gates.deviations(handle, draft) : List.of(),
        history,
        new Rights(
            draft.open() && visit.may(Permission.RULES_EDIT),
            draft.open() && visit.may(Permission.RULES_APPROVE),
            draft.open() && visit.may(Permission.RULES_PUBLISH),
            draft.authors().contains(visit.getName())));
  }

  private static List<Milestone> way(DraftRow draft) {
    List<Milestone> way = new ArrayList<>();
    boolean next = true;
    for (String state :
        List.of("draft", "checked", "tested", "compared", "approved", "published")) {
      boolean done = !draft.state().equals("discarded") && draft.reached(state);
      way.add(new Milestone(state, done ? "done" : next ? "now" : "later"));
      next = done;
    }
    return way;
  }

  private static List<Change> changes(Handle handle, DraftRow draft) {
    String base = BundlesResource.bundle(handle, Long.toString(draft.baseVersion())).hash();
    return Change.all(
        TextDiff.of(
            BundleDao.content(handle, base).files(), DraftDao.texts(handle, draft.draftId())));
  }

  static UUID id(String id) {
    return Parameters.id("draft", id);
  }

  static DraftRow draft(Handle handle, String id) {
    return DraftDao.find(handle, id(id)).orElseThrow(() -> ProblemException.notFound("draft"));
  }
}
