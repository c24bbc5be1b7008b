package io.trueup.app;

import io.trueup.client.Matching;
import io.trueup.facts.Decision;
import io.trueup.facts.InputProblem;
import io.trueup.folder.UsageReading;
import io.trueup.reconcile.AccountRow;
import io.trueup.reconcile.DecisionRow;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.EvidenceRow;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.UsageGroup;
import io.trueup.reconcile.UsageRecords;
import io.trueup.report.EvidenceJson;
import io.trueup.report.ResultFolder;
import io.trueup.result.SummaryJson;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What the engine found, as rows that the service stores. */
final class EngineResult implements RunResult {
  private final Reconciled result;
  private final int records;
  private final Optional<Path> scratch;
  private final List<Path> files;
  private final EvidenceJson evidence;
  private final Optional<UsageReading> reading;
  private final EngineUsage usage;

  /**
   * @param reading how usage.csv was read, if it was
   * @param scratch removed when this is closed
   * @param out the result folder in it
   */
  private EngineResult(Reconciled result, Optional<UsageReading> reading, Path scratch, Path out) {
    this(
        result,
        result.month().usage().size(),
        reading,
        Optional.of(scratch),
        ResultFolder.FILES.stream().map(out::resolve).toList());
  }

  /**
   * A whole month's, with its files written out.
   *
   * @param reading how usage.csv was read, if it was
   */
  static EngineResult written(Reconciled result, Optional<UsageReading> reading) {
    try {
      Path files = Files.createTempDirectory("trueup-result");
      Path out = files.resolve("result");
      ResultFolder.write(result, out);
      return new EngineResult(result, reading, files, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of a part of a month: without files.
   *
   * @param records how many records it has
   */
  EngineResult(Reconciled result, int records) {
    this(result, records, Optional.empty(), Optional.empty(), List.of());
  }

  private EngineResult(
      Reconciled result,
      int records,
      Optional<UsageReading> reading,
      Optional<Path> scratch,
      List<Path> files) {
    this.result = result;
    this.records = records;
    this.reading = reading;
    this.scratch = scratch;
    this.files = files;
    this.evidence = new EvidenceJson(result);
    this.usage = new EngineUsage(result);
  }

  @Override
  public LocalDate asOf() {
    return result.asOf();
  }

  @Override
  public String bundleHash() {
    return result.bundle().hash();
  }

  @Override
  public String inputHash() {
    return result.month().inputHash();
  }

  @Override
  public String summary() {
    return SummaryJson.text(result.summary());
  }

  @Override
  public Iterable<DiscrepancyRow> discrepancies() {
    return mapped(result.discrepancies(), EngineResult::row);
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public Tally tally() {
    long checksum = 0;
    for (io.trueup.stage.DiscrepancyRow row : result.discrepancies()) {
      checksum +=
          Integer.toUnsignedLong(
              Objects.hash(
                  row.discrepancyId(),
                  row.classification(),
                  row.reason(),
                  row.billed(),
                  row.used(),
                  row.monthlyImpact(),
                  row.heldAmount(),
                  row.ruleIds(),
                  row.explanation()));
    }
    return new Tally(result.discrepancies().size(), records, checksum);
  }

  @Override
  public Iterable<EvidenceRow> evidence() {
    return mapped(
        result.discrepancies(),
        row ->
            new EvidenceRow(
                row.discrepancyId(),
                evidence.text(row),
                row.evidence().mappingId(),
                usage.groupsOf(row.discrepancyId())));
  }

  @Override
  public Iterable<DecisionRow> decisions() {
    Map<String, Decision> byId = new HashMap<>();
    result.month().decisions().forEach(each -> byId.putIfAbsent(each.decisionId(), each));
    return () ->
        result.discrepancies().stream()
            .flatMap(
                row ->
                    row.evidence().decisionIds().stream()
                        .distinct()
                        .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                        .map(decision -> row(row.discrepancyId(), decision)))
            .iterator();
  }

  private static DecisionRow row(String discrepancyId, Decision decision) {
    return new DecisionRow(
        discrepancyId,
        decision.decisionId(),
        decision.kind(),
        decision.value(),
        decision.until(),
        decision.reason(),
        decision.decidedBy(),
        decision.decidedAt());
  }

  @Override
  public UsageRecords usage() {
    return usage;
  }

  @Override
  public Optional<UsageReading> usageReading() {
    return reading;
  }

  @Override
  public Iterable<UsageGroup> usageGroups() {
    return usage::groups;
  }

  @Override
  public Matching matching() {
    return EngineClientMatcher.matching(result.month(), result.accounts(), result.asOf());
  }

  @Override
  public Iterable<AccountRow> accounts() {
    return mapped(result.accounts().values(), EngineResult::row);
  }

  @Override
  public Iterable<InputProblem> problems() {
    return result.month().problems();
  }

  @Override
  public List<Path> files() {
    return files;
  }

  private static <S, T> Iterable<T> mapped(Iterable<S> source, Function<S, T> mapping) {
    return () -> {
      Iterator<S> each = source.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public T next() {
          return mapping.apply(each.next());
        }
      };
    };
  }

  private static DiscrepancyRow row(io.trueup.stage.DiscrepancyRow row) {
    return new DiscrepancyRow(
        row.discrepancyId(),
        row.companyId(),
        row.companyName(),
        row.agreementId(),
        row.additionId(),
        row.productCode(),
        row.integrationId(),
        row.accountId(),
        row.classification(),
        row.reason(),
        row.billed(),
        row.used(),
        row.delta(),
        row.unitPrice(),
        row.currency(),
        row.monthlyImpact(),
        row.held(),
        row.heldAmount(),
        row.oneOff(),
        row.estimated(),
        row.inactive(),
        row.reclaimable(),
        row.nextAction(),
        row.acts(),
        row.ruleIds(),
        row.explanation(),
        "");
  }

  private static AccountRow row(AccountOutcome outcome) {
    return new AccountRow(
        outcome.account().integrationId(),
        outcome.account().accountId(),
        outcome.companyId(),
        outcome.decision(),
        outcome.score(),
        outcome.evidence(),
        String.join(";", outcome.candidates()),
        outcome.rules().stream().map(RuleInfo::id).toList(),
        outcome.decisionId());
  }

  @Override
  public void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      if (!files.isEmpty()) {
        Files.deleteIfExists(Objects.requireNonNull(files.get(0).getParent()));
      }
      if (scratch.isPresent()) {
        Files.deleteIfExists(scratch.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
