package io.trueup.rulebook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bundle in the making.
 *
 * @param state how far it has come: one of {@link #STATES}
 * @param revision counts every change of it
 * @param contentRevision the revision in which its files were last changed
 * @param baseVersion the published bundle that it is a change of
 * @param source the watched directory that it came from; empty otherwise
 * @param commitId the git commit of that directory, where it said one
 * @param authors everybody who had a hand in its content, sorted
 * @param approvedBy who approved it as it is now
 * @param overrideReason why, though something did not hold
 * @param publishedVersion the bundle that it became
 */
public record DraftRow(
    UUID draftId,
    String title,
    String state,
    long revision,
    long contentRevision,
    long baseVersion,
    String source,
    String commitId,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy,
    List<String> authors,
    @Nullable String approvedBy,
    @Nullable String overrideReason,
    @Nullable Long publishedVersion) {
  /** The states of a draft, in the order in which it goes through them. */
  public static final List<String> STATES =
      List.of("draft", "checked", "tested", "compared", "approved", "published", "discarded");

  public DraftRow {
    authors = List.copyOf(authors);
  }

  /** Whether it can still be changed. */
  public boolean open() {
    return !state.equals("published") && !state.equals("discarded");
  }

  /** Whether it has come at least so far since its files were last changed. */
  public boolean reached(String other) {
    return STATES.indexOf(state) >= STATES.indexOf(other);
  }
}
