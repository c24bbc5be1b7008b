package io.trueup.rulebook;

import io.trueup.audit.AuditLog;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Bundles in the making: their files are written, brought together with what was published
 * meanwhile, or thrown away. Whoever changes one names the revision that was seen; an edit takes
 * the draft back to its beginning.
 */
public final class Drafts {
  /** Most drafts of a tenant that are neither published nor discarded. */
  static final int MOST_OPEN = 200;

  /** What a {@link Resolution} may take; any other settles nothing. */
  public static final List<String> TAKES = List.of("yours", "theirs", "text");

  private Drafts() {}

  /**
   * Starts a draft as a change of the bundle in force, with the files of a published one.
   *
   * @param from the bundle whose files it begins with; the one in force where left out
   * @throws ProblemException when there is no such bundle
   */
  public static DraftRow create(Handle handle, String title, @Nullable Long from, String by) {
    BundleRow inForce = Rulebook.inForce(handle);
    BundleRow files =
        from == null
            ? inForce
            : BundleDao.find(handle, from)
                .orElseThrow(() -> ProblemException.notFound("bundle to start from"));
    return created(handle, title, inForce, files.hash(), "", "", by);
  }

  /**
   * Starts a draft with files from elsewhere.
   *
   * @param base the published bundle that they are a change of
   * @param source the watched directory that they come from; empty for none
   * @param commitId the git commit of that directory, where it says one
   */
  public static DraftRow create(
      Handle handle,
      String title,
      BundleRow base,
      BundleContent content,
      String source,
      String commitId,
      String by) {
    DraftRow draft = created(handle, title, base, "", source, commitId, by);
    DraftDao.put(handle, draft.draftId(), content.files());
    return draft;
  }

  private static DraftRow created(
      Handle handle,
      String title,
      BundleRow base,
      String filesOf,
      String source,
      String commitId,
      String by) {
    if (DraftDao.count(handle, Optional.of(true)) >= MOST_OPEN) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          MOST_OPEN + " drafts are open already; publish or discard some of them.");
    }
    UUID id = UUID.randomUUID();
    DraftDao.insert(handle, id, title, base, filesOf, source, commitId, by);
    DraftRow draft = DraftDao.find(handle, id).orElseThrow();
    StepDao.append(handle, id, "created", by, 1, null, "based on bundle " + base.version(), "{}");
    AuditLog.append(
        handle,
        by,
        "draft.created",
        id.toString(),
        Map.of("base", Long.toString(base.version()), "source", source, "commit", commitId));
    return draft;
  }

  /**
   * The draft, locked, if it is as the caller saw it and can still be changed.
   *
   * @param expected the revision that the caller saw; null for any
   */
  static DraftRow open(Handle handle, UUID draftId, @Nullable Long expected) {
    DraftRow draft =
        DraftDao.lock(handle, draftId).orElseThrow(() -> ProblemException.notFound("draft"));
    if (expected != null && expected != draft.revision()) {
      throw new ProblemException(
          ProblemType.PRECONDITION_FAILED,
          draft.updatedBy()
              + " changed the draft meanwhile: it is at revision "
              + draft.revision()
              + ", not "
              + expected
              + "; read it again.");
    }
    if (!draft.open()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The draft is " + draft.state() + " and cannot be changed; start another one.");
    }
    return draft;
  }

  /**
   * Writes a file, new or over what is there.
   *
   * @throws UnusableBundle when no bundle may have it
   */
  public static DraftRow put(
      Handle handle, UUID draftId, @Nullable Long expected, String path, String text, String by) {
    DraftRow draft = open(handle, draftId, expected);
    String kept = BundleContent.text(BundleContent.requirePath(path), text);
    if (DraftDao.findText(handle, draftId, path).filter(kept::equals).isPresent()) {
      return draft;
    }
    DraftDao.put(handle, draftId, Map.of(path, kept));
    requireRoom(handle, draftId, path);
    return edited(handle, draft, path, Map.of("file", path), by);
  }

  /** Removes a file. */
  public static DraftRow remove(
      Handle handle, UUID draftId, @Nullable Long expected, String path, String by) {
    DraftRow draft = open(handle, draftId, expected);
    if (!DraftDao.remove(handle, draftId, path)) {
      throw ProblemException.notFound("file in the draft");
    }
    return edited(handle, draft, path + " removed", Map.of("removed", path), by);
  }

  /** Gives a file another path. */
  public static DraftRow rename(
      Handle handle, UUID draftId, @Nullable Long expected, String from, String to, String by) {
    DraftRow draft = open(handle, draftId, expected);
    BundleContent.requirePath(to);
    String text =
        DraftDao.findText(handle, draftId, from)
            .orElseThrow(() -> ProblemException.notFound("file in the draft"));
    if (DraftDao.findText(handle, draftId, to).isPresent()) {
      throw new ProblemException(
          ProblemType.CONFLICT, "There is a file " + to + " already; remove it first.");
    }
    DraftDao.remove(handle, draftId, from);
    DraftDao.put(handle, draftId, Map.of(to, text));
    requireRoom(handle, draftId, to);
    return edited(
        handle, draft, from + " renamed to " + to, Map.of("file", to, "renamed", from), by);
  }

  /**
   * Names are compared without their capitals, and there is an end to their number and to what they
   * hold: a draft is read as a whole.
   */
  private static void requireRoom(Handle handle, UUID draftId, String path) {
    BundleContent.requireRoom(DraftDao.characters(handle, draftId), "the draft");
    List<String> others =
        DraftDao.paths(handle, draftId).stream().filter(other -> !other.equals(path)).toList();
    if (others.size() >= BundleContent.MOST_FILES) {
      throw new UnusableBundle(
          "the draft has " + others.size() + " files", path, "put it into one of them");
    }
    others.stream()
        .filter(other -> other.equalsIgnoreCase(path))
        .findFirst()
        .ifPresent(
            twin -> {
              throw new UnusableBundle(
                  "the name differs from " + twin + " by capitals alone", path, "choose another");
            });
  }

  private static DraftRow edited(
      Handle handle, DraftRow draft, String note, Map<String, String> detail, String by) {
    DraftDao.author(handle, draft.draftId(), by);
    DraftDao.update(handle, draft.draftId(), DraftDao.Change.ofContent(), by);
    DraftRow now = DraftDao.find(handle, draft.draftId()).orElseThrow();
    StepDao.append(handle, draft.draftId(), "edited", by, now.contentRevision(), null, note, "{}");
    AuditLog.append(handle, by, "draft.edited", draft.draftId().toString(), detail);
    return now;
  }

  /** Ends a draft; its history stays. */
  public static void discard(Handle handle, UUID draftId, @Nullable Long expected, String by) {
    DraftRow draft = open(handle, draftId, expected);
    DraftDao.update(handle, draftId, DraftDao.Change.to("discarded"), by);
    StepDao.append(handle, draftId, "discarded", by, draft.contentRevision(), null, "", "{}");
    AuditLog.append(handle, by, "draft.discarded", draftId.toString(), Map.of());
  }

  /**
   * How a person settles a file that both changed.
   *
   * @param path the file
   * @param take one of {@link #TAKES}: the draft's, the published one's, or what is given
   * @param text the file as it shall be; null to leave it out
   */
  public record Resolution(String path, String take, @Nullable String text) {}

  /**
   * What a merge came to.
   *
   * @param draft as it is now; unchanged when there are conflicts
   * @param conflicts files that a person has to settle
   */
  public record MergeOutcome(DraftRow draft, List<Conflict> conflicts) {
    public MergeOutcome {
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * A file that was changed in the draft and, differently, in what was published since.
   *
   * @param base as it was before both; null where it was not there
   * @param yours the draft's; null where the draft removed it
   * @param theirs the published one's; null where that removed it
   * @param marked both in one text, lines in conflict between marks; null where one removed it
   */
  public record Conflict(
      String path,
      @Nullable String base,
      @Nullable String yours,
      @Nullable String theirs,
      @Nullable String marked) {}

  /**
   * Brings what was published since the draft began into it. Nothing changes while there are
   * conflicts that no resolution settles.
   */
  public static MergeOutcome merge(
      Handle handle,
      UUID draftId,
      @Nullable Long expected,
      List<Resolution> resolutions,
      String by) {
    DraftRow draft = open(handle, draftId, expected);
    BundleRow inForce = Rulebook.inForce(handle);
    if (inForce.version() == draft.baseVersion()) {
      return new MergeOutcome(draft, List.of());
    }
    BundleRow base = BundleDao.find(handle, draft.baseVersion()).orElseThrow();
    ThreeWayMerge.Merged merged =
        ThreeWayMerge.of(
            BundleDao.content(handle, base.hash()).files(),
            DraftDao.texts(handle, draftId),
            BundleDao.content(handle, inForce.hash()).files());
    Map<String, String> files = new TreeMap<>(merged.files());
    Map<String, Resolution> settled = new HashMap<>();
    resolutions.forEach(each -> settled.put(each.path(), each));
    List<Conflict> left =
        merged.conflicts().stream()
            .filter(conflict -> !settle(conflict, settled.get(conflict.path()), files))
            .map(c -> new Conflict(c.path(), c.base(), c.yours(), c.theirs(), c.marked()))
            .toList();
    if (!left.isEmpty()) {
      return new MergeOutcome(draft, left);
    }
    DraftDao.clear(handle, draftId);
    DraftDao.put(handle, draftId, BundleContent.of(files).files());
    DraftDao.author(handle, draftId, by);
    DraftDao.update(
        handle,
        draftId,
        new DraftDao.Change("draft", true, inForce.version(), null, null, null),
        by);
    DraftRow now = DraftDao.find(handle, draftId).orElseThrow();
    String note =
        "bundle "
            + inForce.version()
            + " merged, "
            + merged.conflicts().size()
            + " settled by hand";
    StepDao.append(handle, draftId, "merged", by, now.contentRevision(), null, note, "{}");
    AuditLog.append(
        handle,
        by,
        "draft.merged",
        draftId.toString(),
        Map.of("from", Long.toString(draft.baseVersion()), "to", Long.toString(inForce.version())));
    return new MergeOutcome(now, List.of());
  }

  private static boolean settle(
      ThreeWayMerge.Conflict conflict, @Nullable Resolution by, Map<String, String> files) {
    if (by == null || !TAKES.contains(by.take())) {
      return false;
    }
    String text =
        switch (by.take()) {
          case "yours" -> conflict.yours();
          case "theirs" -> conflict.theirs();
          default -> by.text();
        };
    if (text != null) {
      files.put(conflict.path(), text);
    }
    return true;
  }

  /** The hash of what decides in a draft as it is: all files but the scenarios. */
  public static String rulesHash(Handle handle, UUID draftId) {
    return BundleContent.of(DraftDao.texts(handle, draftId)).rulesHash();
  }
}
