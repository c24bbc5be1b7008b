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
import io.trueup.reconcile.UsageBlock;
import io.trueup.reconcile.UsageRecords;
import io.trueup.report.EvidencePieces;
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
import org.jspecify.annotations.Nullable;

/** What the engine found, as rows that the service stores. */
final class EngineResult implements RunResult {
  private final Reconciled result;
  private final int records;
  private final boolean whole;
  private @Nullable Path scratch;
  private List<Path> files = List.of();
  private final Optional<UsageReading> reading;
  private final EngineUsage usage;

  private EngineResult(
      Reconciled result, int records, Optional<UsageReading> reading, boolean whole) {
    this.result = result;
    this.records = records;
    this.reading = reading;
    this.whole = whole;
    this.usage = new EngineUsage(result);
  }

  /**
   * A whole month's.
   *
   * @param reading how usage.csv was read, if it was
   */
  static EngineResult whole(Reconciled result, Optional<UsageReading> reading) {
    return new EngineResult(result, result.month().usage().size(), reading, true);
  }

  /**
   * Of a part of a month: without files.
   *
   * @param records how many records it has
   */
  static EngineResult part(Reconciled result, int records) {
    return new EngineResult(result, records, Optional.empty(), false);
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
    EvidencePieces pieces = new EvidencePieces(result);
    return mapped(
        result.discrepancies(),
        row ->
            new EvidenceRow(
                row.discrepancyId(),
                row.companyId(),
                pieces.of(row),
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
  public Iterable<UsageBlock> usageBlocks() {
    return usage::blocks;
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
  public synchronized List<Path> files() {
    if (whole && files.isEmpty()) {
      try {
        Path made = Files.createTempDirectory("trueup-result");
        scratch = made;
        Path out = made.resolve("result");
        ResultFolder.write(result, out);
        files = ResultFolder.FILES.stream().map(out::resolve).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
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
  public synchronized void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      if (!files.isEmpty()) {
        Files.deleteIfExists(Objects.requireNonNull(files.get(0).getParent()));
      }
      if (scratch != null) {
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
