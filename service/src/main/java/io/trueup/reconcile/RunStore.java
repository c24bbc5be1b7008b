package io.trueup.reconcile;

import io.trueup.facts.InputProblem;
import io.trueup.platform.db.Blobs;
import io.trueup.platform.db.Blobs.Blob;
import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.db.CopyRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes a run's result, all within the caller's transaction. */
final class RunStore {
  private static final List<String> DISCREPANCY =
      List.of(
          "discrepancy_id",
          "company_id",
          "company_name",
          "agreement_id",
          "addition_id",
          "product_code",
          "integration_id",
          "account_id",
          "class",
          "reason",
          "billed_quantity",
          "used_quantity",
          "delta",
          "unit_price",
          "currency",
          "monthly_impact",
          "held",
          "held_amount",
          "one_off_amount",
          "estimated",
          "inactive_quantity",
          "reclaimable_amount",
          "next_action",
          "acts",
          "rule_ids",
          "explanation");
  private static final List<String> USAGE =
      List.of(
          "ordinal",
          "integration_id",
          "account_id",
          "record_id",
          "company_id",
          "fate",
          "addition_id",
          "reason",
          "rule_ids",
          "detail");
  private static final List<String> ACCOUNT =
      List.of(
          "ordinal",
          "integration_id",
          "account_id",
          "company_id",
          "decision",
          "score",
          "evidence",
          "candidates");
  private static final List<String> PROBLEM =
      List.of("ordinal", "file", "line", "column_name", "kind", "value", "message");

  private RunStore() {}

  /** How many rows of each kind were stored. */
  record Counts(long discrepancies, long usage, long accounts, long problems) {}

  static Counts store(Handle handle, UUID run, RunResult result) throws IOException {
    long discrepancies =
        BulkLoad.load(
            handle,
            "discrepancy",
            DISCREPANCY,
            run,
            result.discrepancies().iterator(),
            RunStore::discrepancy);
    BulkLoad.load(
        handle,
        "discrepancy_evidence",
        List.of("discrepancy_id", "evidence"),
        run,
        result.discrepancies().iterator(),
        (row, copy) -> copy.text(row.discrepancyId()).text(row.evidence()));
    long usage =
        BulkLoad.load(
            handle,
            "usage_fate",
            USAGE,
            run,
            numbered(result.usage()),
            (row, copy) -> usage(row.row(), copy.number(row.ordinal())));
    BulkLoad.load(
        handle,
        "discrepancy_usage",
        List.of("discrepancy_id", "ordinal"),
        run,
        links(result.usage()),
        (link, copy) -> copy.text(link.row()).number(link.ordinal()));
    long accounts =
        BulkLoad.load(
            handle,
            "account_match",
            ACCOUNT,
            run,
            numbered(result.accounts()),
            (row, copy) -> account(row.row(), copy.number(row.ordinal())));
    long problems = problems(handle, run, result.problems());
    for (Path file : result.files()) {
      file(handle, run, file);
    }
    return new Counts(discrepancies, usage, accounts, problems);
  }

  /** Stores problems alone: what an unusable input leaves. */
  static long problems(Handle handle, UUID run, Iterable<InputProblem> problems) {
    return BulkLoad.load(
        handle,
        "input_problem",
        PROBLEM,
        run,
        numbered(problems),
        (row, copy) -> problem(row.row(), copy.number(row.ordinal())));
  }

  private static void discrepancy(DiscrepancyRow row, CopyRow copy) {
    copy.text(row.discrepancyId())
        .text(row.companyId())
        .text(row.companyName())
        .text(row.agreementId())
        .text(row.additionId())
        .text(row.productCode())
        .text(row.integrationId())
        .text(row.accountId())
        .text(row.discrepancyClass())
        .text(row.reason())
        .number(row.billedQuantity())
        .number(row.usedQuantity())
        .number(row.delta())
        .number(row.unitPrice())
        .text(row.currency())
        .number(row.monthlyImpact())
        .truth(row.held())
        .number(row.heldAmount())
        .number(row.oneOffAmount())
        .truth(row.estimated())
        .number(row.inactiveQuantity())
        .number(row.reclaimableAmount())
        .text(row.nextAction())
        .text(row.acts())
        .texts(row.ruleIds())
        .text(row.explanation());
  }

  private static void usage(UsageRow row, CopyRow copy) {
    copy.text(row.integrationId())
        .text(row.accountId())
        .text(row.recordId())
        .text(row.companyId())
        .text(row.fate())
        .text(row.additionId())
        .text(row.reason())
        .texts(row.ruleIds())
        .text(row.detail());
  }

  private static void account(AccountRow row, CopyRow copy) {
    copy.text(row.integrationId())
        .text(row.accountId())
        .text(row.companyId())
        .text(row.decision())
        .number(row.score())
        .text(row.evidence())
        .text(row.candidates());
  }

  private static void problem(InputProblem row, CopyRow copy) {
    copy.text(row.file())
        .number(row.line())
        .text(row.column())
        .text(row.kind())
        .text(row.value())
        .text(row.message());
  }

  private static void file(Handle handle, UUID run, Path file) throws IOException {
    Blob blob;
    try (InputStream in = Files.newInputStream(file)) {
      blob = Blobs.store(handle, in);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    handle
        .createUpdate(
            """
            INSERT INTO run_file (tenant_id, run_id, name, size_bytes, sha256, blob_id)
            VALUES (current_setting('app.tenant')::uuid, :run, :name, :size, :sha256, :blob)
            """)
        .bind("run", run)
        .bind("name", String.valueOf(file.getFileName()))
        .bind("size", blob.size())
        .bind("sha256", blob.sha256())
        .bind("blob", blob.id())
        .execute();
  }

  private record Numbered<T>(T row, long ordinal) {}

  private static <T> Iterator<Numbered<T>> numbered(Iterable<T> rows) {
    Iterator<T> each = rows.iterator();
    return new Iterator<>() {
      private long ordinal;

      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public Numbered<T> next() {
        return new Numbered<>(each.next(), ++ordinal);
      }
    };
  }

  /** A link a discrepancy and record, from rows that name many. */
  private static Iterator<Numbered<String>> links(Iterable<UsageRow> rows) {
    Iterator<Numbered<UsageRow>> each = numbered(rows);
    return new Iterator<>() {
      private final List<Numbered<String>> waiting = new ArrayList<>();

      @Override
      public boolean hasNext() {
        while (waiting.isEmpty() && each.hasNext()) {
          Numbered<UsageRow> row = each.next();
          row.row().discrepancyIds().stream()
              .distinct()
              .forEach(id -> waiting.add(new Numbered<>(id, row.ordinal())));
        }
        return !waiting.isEmpty();
      }

      @Override
      public Numbered<String> next() {
        if (!hasNext()) {
          throw new java.util.NoSuchElementException();
        }
        return waiting.remove(waiting.size() - 1);
      }
    };
  }
}
