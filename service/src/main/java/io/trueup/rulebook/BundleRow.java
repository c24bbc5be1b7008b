package io.trueup.rulebook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that was published.
 *
 * @param version its number in the tenant's rulebook, from 1
 * @param hash of all its files
 * @param rulesHash of what decides a run: all files but the scenarios
 * @param files how many there are
 * @param sizeBytes of all files
 * @param origin {@code shipped} with the program, a {@code draft}, or a {@code rollback}
 * @param baseVersion the bundle that it replaced; null for the first
 * @param draftId the draft that it was
 * @param restored the older bundle that it brought back
 * @param message why it was published
 * @param approvedBy who approved it; null where nobody had to
 * @param overrideReason why it was approved though something did not hold; null otherwise
 * @param source the watched directory that it came from; empty otherwise
 * @param commitId the git commit of that directory, where it said one
 * @param supersededAt when another one took its place; null for the one in force
 */
public record BundleRow(
    long version,
    String hash,
    String rulesHash,
    int files,
    long sizeBytes,
    String origin,
    @Nullable Long baseVersion,
    @Nullable UUID draftId,
    @Nullable Long restored,
    String message,
    Instant publishedAt,
    String publishedBy,
    @Nullable String approvedBy,
    @Nullable String overrideReason,
    String source,
    String commitId,
    @Nullable Instant supersededAt) {
  /** What {@link #origin} says of a bundle that came with the program. */
  public static final String SHIPPED = "shipped";

  /** {@code published} when it is in force, else {@code superseded}. */
  public String state() {
    return supersededAt == null ? "published" : "superseded";
  }
}
