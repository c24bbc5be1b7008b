package io.trueup.rulebook;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleTest.Tested;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that is kept elsewhere, in git for one, and followed: when its files change they
 * become a draft, which is checked and tested, and then waits for a person or is published. A
 * directory that cannot be used changes nothing; that is told in one line.
 */
public final class RuleDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(RuleDirectory.class);

  /**
   * Which directory, and what to do with it.
   *
   * @param directory may be a link that is moved from one checkout to the next
   * @param name what it is called in the rulebook and the audit trail
   * @param automatic whether a draft that holds in everything is published without a person
   */
  public record Settings(TenantId tenant, Path directory, String name, boolean automatic) {
    /** Whose name stands under what is done for it. */
    String actor() {
      return "directory:" + name;
    }
  }

  private final TenantDb db;
  private final Rulebook rulebook;
  private final DraftGates gates;
  private final Approvals approvals;
  private final Settings settings;
  private final Clock clock;
  private String seenBefore = "";
  private String handled = "";

  public RuleDirectory(
      TenantDb db,
      Rulebook rulebook,
      DraftGates gates,
      Approvals approvals,
      Settings settings,
      Clock clock) {
    this.db = db;
    this.rulebook = rulebook;
    this.gates = gates;
    this.approvals = approvals;
    this.settings = settings;
    this.clock = clock;
  }

  /** Which directory it is. */
  public Settings settings() {
    return settings;
  }

  /** What a look at the directory found. */
  private record Content(BundleContent bundle, String commitId) {}

  /**
   * Looks once. Files that are new count when the next look finds the same: a checkout that is
   * under way is not half a bundle.
   *
   * @return how it stands now
   */
  public synchronized DirectoryRow look() {
    rulebook.ensure(settings.tenant());
    Content content;
    try {
      content = read();
    } catch (IOException | UnusableBundle e) {
      seenBefore = "";
      return noted(
          Optional.empty(),
          "unreadable",
          "the directory cannot be used, bundle N stays in force: " + e.getMessage(),
          null);
    }
    boolean settled = content.bundle().hash().equals(seenBefore);
    seenBefore = content.bundle().hash();
    DirectoryRow row = db.inTenant(settings.tenant(), handle -> begin(handle, content, settled));
    UUID draft = row.draftId();
    DirectoryRow now =
        row.state().equals("checking") && draft != null ? tried(content, draft) : row;
    if (now.hash().equals(content.bundle().hash()) && !now.state().equals("checking")) {
      handled = now.hash();
    }
    return now;
  }

  private Content read() throws IOException {
    Path root = settings.directory().toRealPath();
    String before = GitCommit.find(root).orElse("");
    BundleContent bundle = BundleContent.of(BundleFiles.read(root));
    String after = GitCommit.find(root).orElse("");
    // Moved while it was read: then it is nobody's commit for certain.
    return new Content(bundle, before.equals(after) ? after : "");
  }

  /** Makes a draft of new files, on one node alone. */
  private DirectoryRow begin(Handle handle, Content content, boolean settled) {
    Optional<DirectoryRow> known = DirectoryDao.lock(handle, settings.name());
    BundleRow inForce = Rulebook.inForce(handle);
    String hash = content.bundle().hash();
    boolean same = known.filter(row -> row.hash().equals(hash)).isPresent();
    if (inForce.hash().equals(hash)) {
      return save(
          handle, content, "in_force", "bundle " + inForce.version() + " is in force", null);
    }
    if (same && known.get().state().equals("unreadable")) {
      UUID before = known.get().draftId();
      Optional<DraftRow> draft = before == null ? Optional.empty() : DraftDao.find(handle, before);
      if (draft.filter(d -> d.open() && d.reached("tested")).isPresent()) {
        return save(handle, content, "waiting", "its draft waits for a person's approval", before);
      }
    } else if (same) {
      return known.get().state().equals("in_force")
          ? save(
              handle,
              content,
              "waiting",
              "bundle " + inForce.version() + " was published since, by " + inForce.publishedBy(),
              null)
          : followed(handle, known.get(), inForce);
    }
    if (!same && hash.equals(handled)) {
      // Nothing new here: it is another node whose checkout has moved on.
      return known.orElseThrow();
    }
    if (!settled) {
      return known.orElseGet(
          () -> row(content, "checking", "files are there; looking again", null));
    }
    known
        .map(DirectoryRow::draftId)
        .flatMap(id -> DraftDao.find(handle, id))
        .filter(DraftRow::open)
        .filter(draft -> draft.authors().equals(List.of(settings.actor())))
        .ifPresent(draft -> Drafts.discard(handle, draft.draftId(), null, settings.actor()));
    String commit = content.commitId();
    String title =
        settings.name()
            + (commit.isEmpty() ? "" : " at " + commit.substring(0, Math.min(12, commit.length())));
    DraftRow draft =
        Drafts.create(
            handle, title, inForce, content.bundle(), settings.name(), commit, settings.actor());
    return save(handle, content, "checking", "its draft is being checked", draft.draftId());
  }

  /** What became of the draft in people's hands. */
  private DirectoryRow followed(Handle handle, DirectoryRow row, BundleRow inForce) {
    UUID id = row.draftId();
    Optional<DraftRow> draft = id == null ? Optional.empty() : DraftDao.find(handle, id);
    if (row.state().equals("waiting") && draft.filter(d -> !d.open()).isPresent()) {
      DirectoryRow over =
          new DirectoryRow(
              row.name(),
              row.hash(),
              row.commitId(),
              "waiting",
              "its draft was "
                  + draft.get().state()
                  + "; bundle "
                  + inForce.version()
                  + " is in force and differs from the directory",
              id,
              clock.instant());
      DirectoryDao.save(handle, over);
      return over;
    }
    return row;
  }

  private DirectoryRow tried(Content content, UUID draftId) {
    try {
      return step(content, draftId);
    } catch (ProblemException e) {
      if (e.type() != ProblemType.PRECONDITION_FAILED && e.type() != ProblemType.BUSY) {
        return noted(
            Optional.of(content),
            "waiting",
            "its draft waits for a person: " + e.getMessage(),
            draftId);
      }
      // Another node is at it, or a person: the next look sees what came of it.
      LOG.info("directory {} is left for the next look: {}", settings.name(), e.getMessage());
      return db.read(
          settings.tenant(), handle -> DirectoryDao.find(handle, settings.name()).orElseThrow());
    }
  }

  private DirectoryRow step(Content content, UUID draftId) {
    TenantId tenant = settings.tenant();
    String actor = settings.actor();
    Checked checked = gates.check(tenant, draftId, null, actor).found();
    if (!checked.passed()) {
      int others = checked.problems().size() - 1;
      return noted(
          Optional.of(content),
          "refused",
          "bundle N stays in force: "
              + checked.problems().get(0)
              + (others == 0 ? "" : " (and " + others + " more)"),
          draftId);
    }
    Tested tested = gates.test(tenant, draftId, null, actor).found();
    if (db.read(tenant, gates::comparable)) {
      compare(draftId);
    }
    if (!settings.automatic()) {
      db.useTenant(
          tenant, handle -> approvals.submit(handle, draftId, null, "from the directory", actor));
      return noted(
          Optional.of(content), "waiting", "its draft waits for a person's approval", draftId);
    }
    if (!tested.passed()) {
      return noted(
          Optional.of(content),
          "refused",
          "bundle N stays in force: "
              + StepResults.told(tested)
              + "; a person may approve the draft",
          draftId);
    }
    return db.inTenant(tenant, handle -> publish(handle, content, draftId));
  }

  /** With a run whose input is gone there is no comparison, and so a person has to approve. */
  private void compare(UUID draftId) {
    try {
      gates.compare(settings.tenant(), draftId, null, null, settings.actor());
    } catch (ProblemException e) {
      if (e.type() != ProblemType.CONFLICT) {
        throw e;
      }
      LOG.info("directory {} was not compared: {}", settings.name(), e.getMessage());
    }
  }

  private DirectoryRow publish(Handle handle, Content content, UUID draftId) {
    DirectoryDao.lock(handle, settings.name());
    DraftRow draft = Drafts.open(handle, draftId, null);
    // Before anything is audited: who publishes by hand takes these locks in that order too.
    if (draft.baseVersion() != BundleDao.lockPublished(handle).orElseThrow()) {
      // Something was published meanwhile. What the directory says is begun anew on top of it.
      Drafts.discard(handle, draftId, null, settings.actor());
      DirectoryRow again =
          new DirectoryRow(
              settings.name(), "", "", "checking", "begins anew", null, clock.instant());
      DirectoryDao.save(handle, again);
      return again;
    }
    approvals.approveForDirectory(handle, draftId, settings.actor());
    BundleRow published = approvals.publish(handle, draftId, null, "", settings.actor());
    LOG.info("directory {} is bundle {} now", settings.name(), published.version());
    return save(
        handle, content, "in_force", "bundle " + published.version() + " is in force", draftId);
  }

  /** Notes a state, and tells the log when it is news. */
  private DirectoryRow noted(
      Optional<Content> content, String state, String line, @Nullable UUID draftId) {
    return db.inTenant(
        settings.tenant(),
        handle -> {
          Optional<DirectoryRow> before = DirectoryDao.lock(handle, settings.name());
          String told =
              StepResults.cut(
                  line.replace("bundle N", "bundle " + Rulebook.inForce(handle).version())
                      .replaceAll("\\s+", " "));
          DirectoryRow row =
              new DirectoryRow(
                  settings.name(),
                  content
                      .map(c -> c.bundle().hash())
                      .orElse(before.map(DirectoryRow::hash).orElse("")),
                  content
                      .map(Content::commitId)
                      .orElse(before.map(DirectoryRow::commitId).orElse("")),
                  state,
                  told,
                  content.isPresent() ? draftId : before.map(DirectoryRow::draftId).orElse(null),
                  clock.instant());
          if (before.filter(b -> b.state().equals(state) && b.line().equals(told)).isEmpty()) {
            if (row.broken()) {
              LOG.warn("rule directory {}: {}", settings.name(), told);
            } else {
              LOG.info("rule directory {}: {}", settings.name(), told);
            }
            DirectoryDao.save(handle, row);
          }
          return row;
        });
  }

  private DirectoryRow row(Content content, String state, String line, @Nullable UUID draftId) {
    return new DirectoryRow(
        settings.name(),
        content.bundle().hash(),
        content.commitId(),
        state,
        line,
        draftId,
        clock.instant());
  }

  private DirectoryRow save(
      Handle handle, Content content, String state, String line, @Nullable UUID draftId) {
    DirectoryRow row = row(content, state, line, draftId);
    DirectoryDao.save(handle, row);
    return row;
  }
}
