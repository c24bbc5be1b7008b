package io.trueup.inquiry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.trueup.rulebook.BundleRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who published a bundle, and why.
 *
 * @param authors everybody who had a hand in the draft that it was; empty for other origins
 * @param overrideReason why it was approved though something did not hold
 * @param restored the older bundle that it brought back
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PublishedBundle(
    long version,
    String rulesHash,
    String origin,
    Instant publishedAt,
    String publishedBy,
    @Nullable String approvedBy,
    List<String> authors,
    String message,
    @Nullable String overrideReason,
    @Nullable Long restored,
    String source,
    String commit,
    @Nullable UUID draftId) {
  static PublishedBundle of(BundleRow row, List<String> authors) {
    return new PublishedBundle(
        row.version(),
        row.rulesHash(),
        row.origin(),
        row.publishedAt(),
        row.publishedBy(),
        row.approvedBy(),
        authors,
        row.message(),
        row.overrideReason(),
        row.restored(),
        row.source(),
        row.commitId(),
        row.draftId());
  }
}
