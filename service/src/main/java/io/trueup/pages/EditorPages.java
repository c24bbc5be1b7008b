package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.BundlesResource;
import io.trueup.review.VocabularyResource;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundlePath;
import io.trueup.rulebook.BundleTest.Tested;
import io.trueup.rulebook.BundleTest.Tried;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.DraftGates;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Drafts;
import io.trueup.rulebook.FileRow;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The files of a draft in an editor, their problems while somebody types, and their scenarios. */
@Path("/rules/drafts/{draft_id}")
public final class EditorPages {
  private final TenantDb db;
  private final Layout layout;
  private final DraftGates gates;

  public EditorPages(TenantDb db, Layout layout, DraftGates gates) {
    this.db = db;
    this.layout = layout;
    this.gates = gates;
  }

  /**
   * What the template sees.
   *
   * @param lines for readers who may not edit
   * @param outline rules of a rule file, scenarios of a scenario file
   * @param scenarios that name a rule of this file; the file's own for a scenario file
   */
  public record EditorView(
      DraftRow draft,
      Tree tree,
      String path,
      String text,
      List<List<Highlight.Span>> lines,
      List<Outline.Entry> outline,
      List<Trial> scenarios,
      boolean mayEdit) {}

  /**
   * A scenario that can be run.
   *
   * @param where {@code file:line}
   * @param rules ids of rules of the file that it fires
   * @param near whether it is about rules of the file and expects that none of them fires
   */
  public record Trial(String where, String name, List<String> rules, boolean near) {}

  @GET
  @Path("/files")
  @RolesAllowed(Permission.READ)
  public Response files(@Auth Visit visit, @PathParam("draft_id") String id) {
    return file(visit, id, "policy.yml");
  }

  @GET
  @Path("/files/{path: .+}")
  @RolesAllowed(Permission.READ)
  public Response file(
      @Auth Visit visit, @PathParam("draft_id") String id, @PathParam("path") String path) {
    EditorView view = db.read(visit.tenant(), handle -> view(handle, visit, id, path));
    return layout.show(visit, "pages/editor.ftlh", path, RulesPages.SECTION, view);
  }

  private static EditorView view(Handle handle, Visit visit, String id, String path) {
    DraftRow draft = DraftPages.draft(handle, id);
    String text =
        DraftDao.findText(handle, draft.draftId(), path)
            .orElseThrow(() -> ProblemException.notFound("file in the draft"));
    List<FileRow> base =
        BundleDao.files(
            handle, BundlesResource.bundle(handle, Long.toString(draft.baseVersion())).hash());
    List<Outline.Entry> outline = Outline.of(path, text);
    boolean edit = draft.open() && visit.may(Permission.RULES_EDIT);
    return new EditorView(
        draft,
        Tree.of(DraftDao.files(handle, draft.draftId()), base),
        path,
        text,
        edit ? List.of() : Highlight.of(path, text),
        outline,
        Trials.of(DraftDao.texts(handle, draft.draftId()), path, outline),
        edit);
  }

  @POST
  @Path("/files/{path: .+}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @BodyLimit.LongList
  @RolesAllowed(Permission.RULES_EDIT)
  public Response save(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @PathParam("path") String path,
      @FormParam("revision") @Nullable Long revision,
      @FormParam("text") @DefaultValue("") String text,
      @FormParam("remove") @Nullable String remove) {
    boolean gone = remove != null;
    db.useTenant(
        visit.tenant(),
        handle -> {
          if (gone) {
            Drafts.remove(handle, DraftPages.id(id), revision, path, visit.getName());
          } else {
            Drafts.put(handle, DraftPages.id(id), revision, path, text, visit.getName());
          }
        });
    visit.say(path + (gone ? " removed." : " saved."));
    return Layout.to("/rules/drafts/" + id + (gone ? "" : "/files/" + path));
  }

  @POST
  @Path("/new-file")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.RULES_EDIT)
  public Response create(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("revision") @Nullable Long revision,
      @FormParam("path") @DefaultValue("") String path) {
    if (!BundlePath.allowed(path)) {
      throw ProblemException.invalid("path", "must be " + BundlePath.RULE, List.of());
    }
    db.useTenant(
        visit.tenant(),
        handle -> {
          if (DraftDao.findText(handle, DraftPages.id(id), path).isPresent()) {
            throw ProblemException.invalid("path", "is there already", List.of());
          }
          Drafts.put(
              handle, DraftPages.id(id), revision, path, Trials.beginning(path), visit.getName());
        });
    return Layout.to("/rules/drafts/" + id + "/files/" + path);
  }

  /** What checking would find, for the editor's script. */
  public record Look(List<Place> problems, List<Place> advice) {}

  /** Checks the draft with a text that is not saved yet. */
  @POST
  @Path("/look/{path: .+}")
  @Consumes(MediaType.TEXT_PLAIN)
  @Produces(MediaType.APPLICATION_JSON)
  @BodyLimit.LongList
  @RolesAllowed(Permission.RULES_EDIT)
  public Look look(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @PathParam("path") String path,
      String text) {
    Checked checked = gates.look(visit.tenant(), DraftPages.id(id), Map.of(path, text));
    return new Look(
        checked.problems().stream().limit(100).map(Place::of).toList(),
        checked.advice().stream()
            .filter(each -> each.file().equals(path))
            .limit(50)
            .map(Place::of)
            .toList());
  }

  /** What the editor's script offers and explains while somebody types. */
  @GET
  @Path("/vocabulary/{path: .+}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.READ)
  public VocabularyResource.VocabularyResponse vocabulary(
      @Auth Visit visit, @PathParam("draft_id") String id, @PathParam("path") String path) {
    return db.read(
        visit.tenant(), handle -> VocabularyResource.VocabularyResponse.of(handle, id, path));
  }

  /** What came of one scenario, or of all of a file. */
  public record TrialView(DraftRow draft, String asked, List<Tried> tried) {}

  @POST
  @Path("/try")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.RULES_EDIT)
  public Response run(
      @Auth Visit visit,
      @PathParam("draft_id") String id,
      @FormParam("scenario") @DefaultValue("") String scenario) {
    Tested tested =
        gates.tryOut(
            visit.tenant(),
            DraftPages.id(id),
            one -> scenario.equals(one.where()) || scenario.equals(one.file()));
    if (tested.scenarios().isEmpty()) {
      throw ProblemException.notFound("scenario in the draft");
    }
    DraftRow draft = db.read(visit.tenant(), handle -> DraftPages.draft(handle, id));
    return layout.show(
        visit,
        "pages/trial.ftlh",
        "Scenario",
        RulesPages.SECTION,
        new TrialView(draft, scenario, tested.scenarios()));
  }
}
