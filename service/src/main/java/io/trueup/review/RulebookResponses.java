package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.DirectoryRow;
import io.trueup.rulebook.FileRow;
import io.trueup.rulebook.TextDiff;
import io.trueup.rulebook.TextDiff.FileDiff;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered about bundles. */
final class RulebookResponses {
  private RulebookResponses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Bundle")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Bundle(
      @Schema(description = "Its number in the rulebook, from 1") long version,
      @Schema(allowableValues = {"published", "superseded"}) String state,
      @Schema(description = "SHA-256 of all its files") String hash,
      @Schema(description = "The same without the scenarios: a run's bundle_hash") String rulesHash,
      int files,
      long sizeBytes,
      @Schema(allowableValues = {"shipped", "draft", "rollback"}) String origin,
      @Schema(description = "The bundle that it replaced") @Nullable Long baseVersion,
      @Nullable UUID draftId,
      @Schema(description = "The older bundle that it brought back") @Nullable Long restored,
      String message,
      Instant publishedAt,
      String publishedBy,
      @Nullable String approvedBy,
      @Schema(description = "Why it was approved though something did not hold")
          @Nullable String overrideReason,
      @Schema(description = "The watched directory that it came from; empty otherwise")
          String source,
      @Schema(description = "The git commit of that directory") String commitId,
      @Nullable Instant supersededAt) {
    static Bundle of(BundleRow row) {
      return new Bundle(
          row.version(),
          row.state(),
          row.hash(),
          row.rulesHash(),
          row.files(),
          row.sizeBytes(),
          row.origin(),
          row.baseVersion(),
          row.draftId(),
          row.restored(),
          row.message(),
          row.publishedAt(),
          row.publishedBy(),
          row.approvedBy(),
          row.overrideReason(),
          row.source(),
          row.commitId(),
          row.supersededAt());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Rulebook")
  record RulebookResponse(
      @Schema(description = "The bundle in force: the next run is judged by it") Bundle published,
      long openDrafts,
      @Schema(description = "Directories that are followed, and how they stand")
          List<Directory> directories) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RuleDirectory")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Directory(
      String name,
      @Schema(allowableValues = {"in_force", "checking", "waiting", "refused", "unreadable"})
          String state,
      @Schema(description = "The state in one line") String line,
      String commitId,
      @Nullable UUID draftId,
      Instant since) {
    static Directory of(DirectoryRow row) {
      return new Directory(
          row.name(), row.state(), row.line(), row.commitId(), row.draftId(), row.seenAt());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "BundleFile")
  record BundleFile(String path, long sizeBytes, String sha256) {
    static BundleFile of(FileRow row) {
      return new BundleFile(row.path(), row.sizeBytes(), row.sha256());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Rule")
  record Rule(
      String id,
      String name,
      String stage,
      String owner,
      String since,
      String rationale,
      String ticket,
      String file,
      int line) {
    static Rule of(RuleInfo rule) {
      return new Rule(
          rule.id(),
          rule.name(),
          rule.stage(),
          rule.owner(),
          rule.since(),
          rule.rationale(),
          rule.ticket(),
          rule.file(),
          rule.line());
    }
  }

  /** Two sets of files, to be compared when the transaction that read them is over. */
  record Sides(Map<String, String> from, Map<String, String> to) {
    List<Diff> diff() {
      return TextDiff.of(from, to).stream().map(Diff::of).toList();
    }
  }

  @Schema(name = "FileDiff")
  record Diff(
      String path,
      @Schema(allowableValues = {"added", "removed", "changed"}) String change,
      @Schema(description = "A unified diff") String diff) {
    static Diff of(FileDiff diff) {
      return new Diff(diff.path(), diff.change(), diff.diff());
    }
  }
}
