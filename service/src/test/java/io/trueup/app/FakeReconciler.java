package io.trueup.app;

import io.trueup.client.ClientMatcher;
import io.trueup.client.Matching;
import io.trueup.facts.InputProblem;
import io.trueup.facts.UsageRecord;
import io.trueup.folder.UsageReading;
import io.trueup.reconcile.AccountRow;
import io.trueup.reconcile.DecisionRow;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.EvidenceRow;
import io.trueup.reconcile.Progress;
import io.trueup.reconcile.Reconciler;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.UnusableInputException;
import io.trueup.reconcile.UsageBlock;
import io.trueup.reconcile.UsageGroup;
import io.trueup.reconcile.UsageGroups;
import io.trueup.reconcile.UsageRecords;
import io.trueup.reconcile.UsageRow;
import io.trueup.rulebase.RuleBundle;
import io.trueup.sync.HealthJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;

/**
 * Stands in for the engine: what companies.csv says decides what happens. {@code unusable}, {@code
 * broken} and {@code slow} act so; anything else gives 120 discrepancies and 300 records.
 */
final class FakeReconciler implements Reconciler {
  static final int DISCREPANCIES = 120;
  static final int RECORDS = 300;
  private final Semaphore gate = new Semaphore(0);

  void release() {
    gate.release(1000);
  }

  /** Doubts no sync. */
  static List<Optional<HealthJudge.Doubt>> believed(
      Handle handle, List<HealthJudge.Measured> measured) {
    return measured.stream().map(each -> Optional.<HealthJudge.Doubt>empty()).toList();
  }

  /** Matches nothing. */
  static ClientMatcher matcher() {
    ClientMatcher.Rules rules =
        new ClientMatcher.Rules() {
          @Override
          public Matching match(Path folder) {
            return new Matching(List.of(), List.of());
          }

          @Override
          public int confirmedBeforeNames() {
            return 10;
          }
        };
    return handle -> rules;
  }

  @Override
  public RunResult reconcile(
      Path folder, RuleBundle rules, Optional<LocalDate> asOf, Progress progress) {
    String text = read(folder.resolve("companies.csv"));
    progress.at("read", 1, 3);
    if (text.startsWith("unusable")) {
      throw new UnusableInputException(
          "agreements.csv is missing — the folder — export it and upload again",
          List.of(
              new InputProblem(
                  "agreements.csv", 0, "", "missing_file", "", "the file is missing")));
    }
    if (text.startsWith("broken")) {
      throw new IllegalStateException("secret detail of the inside");
    }
    if (text.startsWith("slow")) {
      progress.at("match", 2, 3);
      try {
        while (!gate.tryAcquire(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          progress.at("match", 2, 3);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        progress.at("match", 2, 3);
      }
    }
    return new Result(asOf.orElse(LocalDate.of(2026, 10, 31)), files(folder));
  }

  private static List<Path> files(Path folder) {
    try {
      Path out = Files.createDirectory(folder.resolve("out"));
      Path csv = out.resolve("discrepancies.csv");
      Files.writeString(csv, "discrepancy_id\n" + "d001\n".repeat(200_000));
      Path html = out.resolve("report.html");
      Files.writeString(html, "<!doctype html><title>Report</title>");
      return List.of(csv, html);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Result(LocalDate asOf, List<Path> files) implements RunResult {
    @Override
    public String bundleHash() {
      return "b".repeat(64);
    }

    @Override
    public String inputHash() {
      return "c".repeat(64);
    }

    @Override
    public String summary() {
      return "{\"as_of\": \"" + asOf + "\", \"totals\": {\"USD\": {\"underbilled\": 1.50}}}";
    }

    @Override
    public Iterable<DiscrepancyRow> discrepancies() {
      List<DiscrepancyRow> rows = new ArrayList<>();
      for (int i = 0; i < DISCREPANCIES; i++) {
        rows.add(discrepancy(i));
      }
      return rows;
    }

    private static DiscrepancyRow discrepancy(int i) {
      boolean held = i % 10 == 3;
      BigDecimal money = new BigDecimal((i % 7) * 100 + "." + (10 + i % 50));
      return new DiscrepancyRow(
          "d%03d".formatted(i),
          "c" + i % 12,
          i % 12 == 5 ? "100% Käse\tGmbH \\ \"Söhne\"" : "Company " + i % 12,
          "ag" + i,
          "ad" + i,
          "P" + i % 9,
          i == 7 ? "m365" : "",
          i == 7 ? "tenant7" : "",
          DiscrepancyRow.CLASSES.get(i % 7),
          i % 2 == 0 ? "quantity" : "below_minimum",
          BigDecimal.TEN,
          i % 5 == 0 ? null : new BigDecimal("12.5"),
          new BigDecimal("2.5"),
          new BigDecimal("0.123456789"),
          i % 4 == 0 ? "EUR" : "USD",
          held ? BigDecimal.ZERO : i % 2 == 0 ? money : money.negate(),
          held,
          held ? money : null,
          null,
          false,
          null,
          null,
          "Bill 2.5 more",
          "billing",
          List.of("DSC-001", "SVC-\"2\\"),
          "More is used than is billed.\nSecond line; =HYPERLINK(1)",
          "{\"lines\": [{\"addition_id\": \"ad%d\"}], \"rules\": [{\"id\": \"DSC-001\", \"name\": \"More is used\", \"rationale\": \"Revenue missed\"}], \"syncs\": []}"
              .formatted(i));
    }

    @Override
    public UsageRecords usage() {
      return new UsageRecords() {
        @Override
        public int size() {
          return RECORDS;
        }

        @Override
        public UsageRecord get(int ordinal) {
          int i = ordinal - 1;
          return new UsageRecord(
              "m365",
              "tenant" + i % 12,
              "r" + i,
              "user",
              "",
              "",
              "user" + i,
              "",
              "",
              "",
              "",
              BigDecimal.ONE,
              "",
              null,
              null,
              null,
              null,
              null,
              Map.of());
        }
      };
    }

    @Override
    public Optional<UsageReading> usageReading() {
      return Optional.of(new UsageReading("0".repeat(64), List.of(), List.of(), 0));
    }

    @Override
    public Iterable<UsageBlock> usageBlocks() {
      return grouped(new HashMap<>());
    }

    private static List<UsageBlock> grouped(Map<String, List<UsageBlock.Link>> byDiscrepancy) {
      List<UsageBlock> all = new ArrayList<>();
      UsageGroups groups = new UsageGroups(all::add, byDiscrepancy);
      for (int i = 0; i < RECORDS; i++) {
        groups
            .adder(
                new UsageGroup.Verdict(
                    "m365",
                    "tenant" + i % 12,
                    "c" + i % 12,
                    "user",
                    "",
                    "",
                    UsageRow.FATES.get(i % 3),
                    "",
                    i % 3 == 0 ? "" : "state_disabled",
                    List.of("SVC-001")),
                i % 3 == 0 ? List.of("d%03d".formatted(i % 12), "d007") : List.of())
            .add(i + 1, BigDecimal.ONE);
      }
      groups.flush();
      return all;
    }

    @Override
    public Iterable<EvidenceRow> evidence() {
      Map<String, List<UsageBlock.Link>> groups = new HashMap<>();
      grouped(groups);
      List<EvidenceRow> rows = new ArrayList<>();
      for (DiscrepancyRow row : discrepancies()) {
        rows.add(
            new EvidenceRow(
                row.discrepancyId(),
                row.companyId(),
                List.of(row.evidence()),
                "",
                groups.getOrDefault(row.discrepancyId(), List.of())));
      }
      return rows;
    }

    @Override
    public Iterable<DecisionRow> decisions() {
      return List.of();
    }

    @Override
    public Matching matching() {
      return new Matching(List.of(), List.of());
    }

    @Override
    public Iterable<AccountRow> accounts() {
      List<AccountRow> rows = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        rows.add(
            new AccountRow(
                "m365",
                "tenant" + i,
                i < 8 ? "c" + i : "",
                AccountRow.DECISIONS.get(i % 5),
                i % 2 == 0 ? null : new BigDecimal("0.93"),
                "domain acme.example",
                i < 8 ? "" : "c1;c2",
                List.of("CLM-001"),
                ""));
      }
      return rows;
    }

    @Override
    public Iterable<InputProblem> problems() {
      return List.of(
          new InputProblem(
              "usage.csv",
              17,
              "created_at",
              "bad_date",
              "2026-02-31",
              "not a date; use YYYY-MM-DD"));
    }

    @Override
    public void close() {
      for (Path file : files) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
