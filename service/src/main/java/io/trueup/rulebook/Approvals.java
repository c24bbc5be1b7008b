package io.trueup.rulebook;

import io.trueup.audit.AuditLog;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.rulebook.BundleCheck.Checked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The last steps of a draft: a second person approves it, and it is published. Whoever had a hand
 * in it cannot approve it, whatever the role.
 */
public final class Approvals {
  private final DraftGates gates;

  public Approvals(DraftGates gates) {
    this.gates = gates;
  }

  /** Asks for an approval: notes that the draft is ready, and what to look at. */
  public DraftRow submit(
      Handle handle, UUID draftId, @Nullable Long expected, String note, String by) {
    DraftRow draft = Drafts.open(handle, draftId, expected);
    requireTested(draft);
    requireNotApproved(draft);
    DraftDao.update(handle, draftId, DraftDao.Change.to(draft.state()), by);
    return noted(handle, draft, "submitted", null, note, Map.of(), by);
  }

  /**
   * Approves a draft as it is.
   *
   * @param overrideReason why, though something does not hold; empty for no such
   * @throws ProblemException when the caller has a hand in it, it was not checked and tested as it
   *     is, or something does not hold and no reason is given
   */
  public DraftRow approve(
      Handle handle,
      UUID draftId,
      @Nullable Long expected,
      String note,
      String overrideReason,
      String by) {
    DraftRow draft = Drafts.open(handle, draftId, expected);
    if (draft.authors().contains(by)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "You had a hand in this draft (" + by + "); somebody else has to approve it.");
    }
    return approved(handle, draft, note, overrideReason, by);
  }

  /**
   * Approves a draft in the name of the watched directory that it came from: whoever may change
   * that answers for it.
   *
   * @throws ProblemException when somebody else had a hand in it: that is not the directory's any
   *     more
   */
  DraftRow approveForDirectory(Handle handle, UUID draftId, String by) {
    DraftRow draft = Drafts.open(handle, draftId, null);
    if (!draft.authors().equals(List.of(by))) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "It was changed by hand, by "
              + String.join(", ", draft.authors().stream().filter(a -> !a.equals(by)).toList())
              + ".");
    }
    return approved(handle, draft, "as configured: publish automatically", "", by);
  }

  private DraftRow approved(
      Handle handle, DraftRow draft, String note, String overrideReason, String by) {
    requireTested(draft);
    requireNotApproved(draft);
    List<String> deviations = gates.deviations(handle, draft);
    if (!deviations.isEmpty() && overrideReason.isBlank()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The draft does not hold: "
              + String.join("; ", deviations)
              + ". Mend it, or approve it with an override_reason.");
    }
    String override = deviations.isEmpty() ? null : overrideReason;
    DraftDao.update(handle, draft.draftId(), DraftDao.Change.approved(by, override), by);
    Map<String, String> detail = new HashMap<>();
    if (override != null) {
      detail.put("override_reason", override);
      detail.put("overridden", StepResults.cut(String.join("; ", deviations)));
    }
    return noted(handle, draft, "approved", deviations.isEmpty(), note, detail, by);
  }

  /** Sends a draft back to its authors. */
  public DraftRow reject(
      Handle handle, UUID draftId, @Nullable Long expected, String reason, String by) {
    DraftRow draft = Drafts.open(handle, draftId, expected);
    DraftDao.update(handle, draftId, DraftDao.Change.to("draft"), by);
    return noted(handle, draft, "rejected", null, reason, Map.of("reason", reason), by);
  }

  /**
   * Puts an approved draft in force, all of it or nothing.
   *
   * @throws ProblemException when it is not approved as it is, another bundle was published since
   *     it began, it changes nothing, or this version of the program cannot use it
   */
  public BundleRow publish(
      Handle handle, UUID draftId, @Nullable Long expected, String message, String by) {
    DraftRow draft = Drafts.open(handle, draftId, expected);
    if (!draft.state().equals("approved")) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The draft is at '" + draft.state() + "'; a second person has to approve it first.");
    }
    BundleContent content = BundleContent.of(DraftDao.texts(handle, draftId));
    Checked checked = gates.checked(content);
    if (!checked.passed()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "This version of Trueup cannot use the draft: " + checked.problems().get(0) + ".");
    }
    long inForce = BundleDao.lockPublished(handle).orElseThrow();
    if (inForce != draft.baseVersion()) {
      BundleRow winner = BundleDao.find(handle, inForce).orElseThrow();
      throw new ProblemException(
          ProblemType.CONFLICT,
          winner.publishedBy()
              + " published bundle "
              + inForce
              + " since this draft began at "
              + draft.baseVersion()
              + "; merge it and have it approved again.");
    }
    if (BundleDao.find(handle, inForce).orElseThrow().hash().equals(content.hash())) {
      throw new ProblemException(
          ProblemType.CONFLICT, "The draft has the files of bundle " + inForce + ", in force now.");
    }
    BundleDao.store(handle, content);
    BundleRow published =
        Rulebook.publish(
            handle,
            new Publication(
                content.hash(),
                "draft",
                inForce,
                draftId,
                null,
                message.isBlank() ? draft.title() : message,
                by,
                draft.approvedBy(),
                draft.overrideReason(),
                draft.source(),
                draft.commitId()));
    DraftDao.update(handle, draftId, DraftDao.Change.published(published.version()), by);
    StepDao.append(
        handle,
        draftId,
        "published",
        by,
        draft.contentRevision(),
        null,
        "bundle " + published.version(),
        "{}");
    return published;
  }

  private static void requireTested(DraftRow draft) {
    if (!draft.reached("tested")) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The draft is at '" + draft.state() + "'; check and test it as it is now first.");
    }
  }

  private static void requireNotApproved(DraftRow draft) {
    if (draft.state().equals("approved")) {
      throw new ProblemException(
          ProblemType.CONFLICT, "The draft is approved already, by " + draft.approvedBy() + ".");
    }
  }

  private static DraftRow noted(
      Handle handle,
      DraftRow draft,
      String kind,
      @Nullable Boolean passed,
      String note,
      Map<String, String> detail,
      String by) {
    Map<String, Object> result = new HashMap<>(detail);
    StepDao.append(
        handle,
        draft.draftId(),
        kind,
        by,
        draft.contentRevision(),
        passed,
        note,
        StepResults.json(result));
    AuditLog.append(handle, by, "draft." + kind, draft.draftId().toString(), detail);
    return DraftDao.find(handle, draft.draftId()).orElseThrow();
  }
}
