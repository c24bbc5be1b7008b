package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.rulebase.RuleProblem;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleTest;
import io.trueup.rulebook.BundleTest.Tested;
import io.trueup.rulebook.BundleTest.Tried;
import io.trueup.rulebook.Comparison.Compared;
import io.trueup.rulebook.DraftGates.Outcome;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Drafts;
import io.trueup.rulebook.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered about drafts, and about each step on their way. */
final class DraftResponses {
  private DraftResponses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Draft")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Draft(
      UUID draftId,
      String title,
      @Schema(
              allowableValues = {
                "draft",
                "checked",
                "tested",
                "compared",
                "approved",
                "published",
                "discarded"
              })
          String state,
      @Schema(description = "Counts every change; the ETag") long revision,
      @Schema(description = "The revision in which its files were last changed")
          long contentRevision,
      @Schema(description = "The published bundle that it is a change of") long baseVersion,
      @Schema(description = "Whether another bundle was published since: merge it first")
          boolean behind,
      String source,
      String commitId,
      Instant createdAt,
      String createdBy,
      Instant updatedAt,
      String updatedBy,
      @Schema(description = "Who had a hand in its files, and so cannot approve it")
          List<String> authors,
      @Nullable String approvedBy,
      @Nullable String overrideReason,
      @Nullable Long publishedVersion) {
    static Draft of(DraftRow row, long inForce) {
      return new Draft(
          row.draftId(),
          row.title(),
          row.state(),
          row.revision(),
          row.contentRevision(),
          row.baseVersion(),
          row.open() && row.baseVersion() != inForce,
          row.source(),
          row.commitId(),
          row.createdAt(),
          row.createdBy(),
          row.updatedAt(),
          row.updatedBy(),
          row.authors(),
          row.approvedBy(),
          row.overrideReason(),
          row.publishedVersion());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "DraftStep")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Step(
      long seq,
      String kind,
      String actor,
      Instant at,
      long contentRevision,
      @Schema(description = "Whether what was tried held; left out where nothing was tried")
          @Nullable Boolean passed,
      String note,
      @JsonRawValue @Schema(type = "object") String result) {
    static Step of(StepRow row) {
      return new Step(
          row.seq(),
          row.kind(),
          row.actor(),
          row.at(),
          row.contentRevision(),
          row.passed(),
          row.note(),
          row.result());
    }
  }

  @Schema(name = "RuleProblem")
  record RuleProblemResponse(
      String file, int line, int column, String id, String message, String hint) {
    static RuleProblemResponse of(RuleProblem problem) {
      return new RuleProblemResponse(
          problem.file(),
          problem.line(),
          problem.column(),
          problem.id(),
          problem.message(),
          problem.hint());
    }
  }

  @Schema(name = "CheckResult")
  record CheckResult(
      boolean passed,
      int files,
      int rules,
      List<RuleProblemResponse> problems,
      @Schema(description = "What is worth a thought and keeps nothing from being published")
          List<RuleProblemResponse> advice,
      Draft draft) {
    static CheckResult of(Outcome<Checked> outcome, long inForce) {
      Checked checked = outcome.found();
      return new CheckResult(
          checked.passed(),
          checked.files(),
          checked.rules(),
          checked.problems().stream().map(RuleProblemResponse::of).toList(),
          checked.advice().stream().map(RuleProblemResponse::of).toList(),
          Draft.of(outcome.draft(), inForce));
    }
  }

  @Schema(name = "ScenarioResult")
  record Scenario(
      @Schema(example = "scenarios/tolerances.scenario:17") String scenario,
      String name,
      boolean passed,
      @Schema(description = "What is not as expected, with expected and got as a table")
          List<String> differences,
      @Schema(description = "Ids of the rules that concluded something") List<String> fired,
      @Schema(description = "Given, expected and got as text; empty when it holds") String report) {
    static Scenario of(Tried tried) {
      return new Scenario(
          tried.file() + ":" + tried.line(),
          tried.name(),
          tried.passed(),
          tried.differences(),
          tried.fired(),
          tried.report());
    }
  }

  @Schema(name = "RuleCoverage")
  record Coverage(String id, String name, int scenarios) {
    static Coverage of(BundleTest.Coverage rule) {
      return new Coverage(rule.id(), rule.name(), rule.scenarios());
    }
  }

  @Schema(name = "ScenarioRun")
  record ScenarioRunResponse(
      int tried,
      int failed,
      @Schema(description = "Whether they took too long, and some were not tried") boolean stopped,
      List<Scenario> scenarios) {
    static ScenarioRunResponse of(Tested tested) {
      return new ScenarioRunResponse(
          tested.scenarios().size(),
          tested.failed().size(),
          tested.stopped(),
          tested.scenarios().stream().map(Scenario::of).toList());
    }
  }

  @Schema(name = "TestResult")
  record TestResult(
      @Schema(description = "Whether all scenarios hold and every rule is fired by one")
          boolean passed,
      int tried,
      int failed,
      boolean stopped,
      List<Scenario> scenarios,
      @Schema(description = "How many scenarios each rule concludes something in; 0 is a gap")
          List<Coverage> coverage,
      Draft draft) {
    static TestResult of(Outcome<Tested> outcome, long inForce) {
      Tested tested = outcome.found();
      return new TestResult(
          tested.passed(),
          tested.scenarios().size(),
          tested.failed().size(),
          tested.stopped(),
          tested.scenarios().stream().map(Scenario::of).toList(),
          tested.coverage().stream().map(Coverage::of).toList(),
          Draft.of(outcome.draft(), inForce));
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "DraftComparison")
  record ComparisonResult(
      UUID runId,
      String summary,
      @JsonRawValue @Schema(type = "object") String result,
      Draft draft) {
    static ComparisonResult of(Outcome<Compared> outcome, long inForce) {
      Compared compared = outcome.found();
      return new ComparisonResult(
          compared.runId(),
          compared.summary(),
          compared.result(),
          Draft.of(outcome.draft(), inForce));
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MergeConflict")
  record MergeConflict(
      String path,
      @Schema(description = "Before both changes; left out where it was not there")
          @Nullable String base,
      @Schema(description = "The draft's; left out where the draft removed it")
          @Nullable String yours,
      @Schema(description = "The published one; left out where that removed it")
          @Nullable String theirs,
      @Schema(description = "Both in one text, lines in conflict between marks")
          @Nullable String marked) {
    static MergeConflict of(Drafts.Conflict conflict) {
      return new MergeConflict(
          conflict.path(), conflict.base(), conflict.yours(), conflict.theirs(), conflict.marked());
    }
  }

  @Schema(name = "MergeResult")
  record MergeResult(
      @Schema(description = "false: settle the conflicts and send them as resolutions")
          boolean merged,
      List<MergeConflict> conflicts,
      Draft draft) {
    static MergeResult of(Drafts.MergeOutcome outcome, long inForce) {
      return new MergeResult(
          outcome.conflicts().isEmpty(),
          outcome.conflicts().stream().map(MergeConflict::of).toList(),
          Draft.of(outcome.draft(), inForce));
    }
  }
}
