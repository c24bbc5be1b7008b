package io.trueup.rulebook;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleTest.Tested;
import io.trueup.rulebook.Comparison.Compared;
import io.trueup.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a draft goes through on its way: it is checked, its scenarios are run, and it is compared
 * with what was published. Each is worked out outside a transaction and recorded in one, provided
 * that the files are still those it was done to.
 */
public final class DraftGates {
  private final TenantDb db;
  private final CompiledBundles compiled;
  private final Comparison comparison;
  private final Semaphore room;

  /**
   * @param comparison compares a draft with what a past run concluded
   * @param atOnce how many checks, tests and comparisons this node does at a time
   */
  public DraftGates(TenantDb db, CompiledBundles compiled, Comparison comparison, int atOnce) {
    this.db = db;
    this.compiled = compiled;
    this.comparison = comparison;
    this.room = new Semaphore(atOnce);
  }

  /** A draft with all its files. */
  private record Whole(DraftRow draft, BundleContent content) {}

  private Whole whole(TenantId tenant, UUID draftId, @Nullable Long expected) {
    return db.inTenant(
        tenant,
        handle -> {
          DraftRow draft = Drafts.open(handle, draftId, expected);
          return new Whole(draft, BundleContent.of(DraftDao.texts(handle, draftId)));
        });
  }

  /**
   * Checks a draft.
   *
   * @param expected the revision that the caller saw; null for any
   */
  public Outcome<Checked> check(TenantId tenant, UUID draftId, @Nullable Long expected, String by) {
    return inTurn(
        () -> {
          Whole whole = whole(tenant, draftId, expected);
          Checked checked = BundleCheck.of(whole.content(), compiled);
          String state =
              !checked.passed()
                  ? "draft"
                  : whole.draft().reached("checked") ? whole.draft().state() : "checked";
          DraftRow draft =
              record(
                  tenant,
                  whole,
                  new Recorded(
                      "checked",
                      state,
                      checked.passed(),
                      checked.passed()
                          ? checked.rules() + " rules, no problems"
                          : checked.problems().size() + " problems",
                      StepResults.of(whole.content(), checked)),
                  by);
          return new Outcome<>(draft, checked);
        });
  }

  /** Runs all scenarios of a draft that passed the check, and records what came of them. */
  public Outcome<Tested> test(TenantId tenant, UUID draftId, @Nullable Long expected, String by) {
    return inTurn(
        () -> {
          Whole whole = whole(tenant, draftId, expected);
          require(whole.draft(), "checked", "has not passed the check");
          Tested tested = BundleTest.run(whole.content(), usable(whole.content()));
          // What an approval overrode has to be looked at again.
          String state =
              tested.passed() && whole.draft().reached("tested") ? whole.draft().state() : "tested";
          DraftRow draft =
              record(
                  tenant,
                  whole,
                  new Recorded(
                      "tested",
                      state,
                      tested.passed(),
                      StepResults.told(tested),
                      StepResults.of(whole.content(), tested)),
                  by);
          return new Outcome<>(draft, tested);
        });
  }

  /** Runs some scenarios of a draft, and records nothing. */
  public Tested tryOut(TenantId tenant, UUID draftId, Predicate<Scenario> wanted) {
    return inTurn(
        () -> {
          Whole whole = whole(tenant, draftId, null);
          return BundleTest.run(whole.content(), usable(whole.content()), wanted);
        });
  }

  /**
   * Checks a draft as it would be with other texts, and records nothing: what an editor shows while
   * somebody types.
   *
   * @param edits texts by path that take the place of the draft's
   */
  public Checked look(TenantId tenant, UUID draftId, Map<String, String> edits) {
    return inTurn(
        () -> {
          Map<String, String> texts = new TreeMap<>();
          texts.putAll(
              db.read(
                  tenant,
                  handle -> {
                    if (DraftDao.find(handle, draftId).isEmpty()) {
                      throw ProblemException.notFound("draft");
                    }
                    return DraftDao.texts(handle, draftId);
                  }));
          texts.putAll(edits);
          return BundleCheck.of(BundleContent.of(texts), compiled);
        });
  }

  /**
   * Compares a draft that was tested with what a past run concluded.
   *
   * @param runId the run; the newest that can be had where left out
   */
  public Outcome<Compared> compare(
      TenantId tenant, UUID draftId, @Nullable Long expected, @Nullable UUID runId, String by) {
    return inTurn(
        () -> {
          Whole whole = whole(tenant, draftId, expected);
          require(whole.draft(), "tested", "was not tested");
          UUID run =
              runId != null
                  ? runId
                  : db.read(tenant, comparison::findRun)
                      .orElseThrow(
                          () ->
                              new ProblemException(
                                  ProblemType.CONFLICT, "There is no run to compare on yet."));
          Compared compared = comparison.compare(tenant, run, usable(whole.content()));
          String state = whole.draft().reached("compared") ? whole.draft().state() : "compared";
          DraftRow draft =
              record(
                  tenant,
                  whole,
                  new Recorded("compared", state, true, compared.summary(), compared.result()),
                  by);
          return new Outcome<>(draft, compared);
        });
  }

  /** Whether there is a run that drafts have to be compared on. */
  boolean comparable(Handle handle) {
    return comparison.findRun(handle).isPresent();
  }

  /** Whether this version of the program can use a draft's files. */
  Checked checked(BundleContent content) {
    return BundleCheck.of(content, compiled);
  }

  /**
   * A draft as it is now, with what was found out about it.
   *
   * @param found in full; what is recorded of it may be shorter
   */
  public record Outcome<T>(DraftRow draft, T found) {}

  private RuleBundle usable(BundleContent content) {
    Checked checked = BundleCheck.of(content, compiled);
    RuleBundle bundle = checked.bundle();
    if (bundle == null || !checked.passed()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The draft has "
              + checked.problems().size()
              + " problems, the first "
              + checked.problems().get(0)
              + "; check it and mend them.");
    }
    return bundle;
  }

  private static void require(DraftRow draft, String state, String otherwise) {
    if (!draft.reached(state)) {
      throw new ProblemException(
          ProblemType.CONFLICT, "The draft " + otherwise + " as it is now; do that first.");
    }
  }

  private <T> T inTurn(java.util.function.Supplier<T> work) {
    if (!room.tryAcquire()) {
      throw new ProblemException(
          ProblemType.BUSY, "Other drafts are being checked or tested; try again in a moment.");
    }
    try {
      return work.get();
    } finally {
      room.release();
    }
  }

  /** A step to be noted. */
  private record Recorded(String kind, String state, boolean passed, String note, String result) {}

  private DraftRow record(TenantId tenant, Whole whole, Recorded step, String by) {
    return db.inTenant(
        tenant,
        handle -> {
          UUID id = whole.draft().draftId();
          DraftRow now = Drafts.open(handle, id, whole.draft().revision());
          DraftDao.update(handle, id, DraftDao.Change.to(step.state()), by);
          StepDao.append(
              handle,
              id,
              step.kind(),
              by,
              now.contentRevision(),
              step.passed(),
              StepResults.cut(step.note()),
              step.result());
          AuditLog.append(
              handle,
              by,
              "draft." + step.kind(),
              id.toString(),
              Map.of(
                  "hash",
                  whole.content().hash(),
                  "passed",
                  Boolean.toString(step.passed()),
                  "note",
                  StepResults.cut(step.note())));
          return DraftDao.find(handle, id).orElseThrow();
        });
  }

  /** What does not hold of a draft as it is, in words; empty when nothing stands in its way. */
  public List<String> deviations(Handle handle, DraftRow draft) {
    List<String> found = new ArrayList<>();
    Optional<StepRow> tested =
        StepDao.findLast(handle, draft.draftId(), "tested", draft.contentRevision());
    if (!tested.map(StepRow::passed).filter(Boolean.TRUE::equals).isPresent()) {
      found.add(tested.map(StepRow::note).orElse("it was not tested"));
    }
    boolean compared =
        StepDao.findLast(handle, draft.draftId(), "compared", draft.contentRevision()).isPresent();
    if (!compared && comparable(handle)) {
      found.add("it was not compared with a past run");
    }
    return found;
  }
}
