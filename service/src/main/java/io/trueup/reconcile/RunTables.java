package io.trueup.reconcile;

import io.trueup.facts.InputProblem;
import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.db.CopyRow;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The tables that a result is stored in, row by row: what goes where, and what tells rows apart.
 */
public final class RunTables {
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
  private static final List<String> ACCOUNT =
      List.of(
          "ordinal",
          "integration_id",
          "account_id",
          "company_id",
          "decision",
          "score",
          "evidence",
          "candidates",
          "rule_ids",
          "decision_id");
  private static final List<String> PROBLEM =
      List.of("ordinal", "file", "line", "column_name", "kind", "value", "message");

  /**
   * One of them.
   *
   * @param columns without tenant and run
   * @param key the columns that tell the rows of a run apart
   * @param rows a result's rows, made as they are asked for
   */
  public record Table<T>(
      String name,
      List<String> columns,
      List<String> key,
      Function<RunResult, Iterator<T>> rows,
      BiConsumer<T, CopyRow> write) {
    public Table {
      columns = List.copyOf(columns);
      key = List.copyOf(key);
    }

    /** Stores a result's rows; how many they are. */
    long store(Handle handle, UUID run, RunResult result) {
      return BulkLoad.load(handle, name, columns, run, rows.apply(result), write);
    }

    /** Puts a result's rows into a temporary table that has these columns. */
    public void stage(Handle handle, String table, RunResult result) {
      BulkLoad.stage(handle, table, columns, rows.apply(result), write);
    }
  }

  static final Table<DiscrepancyRow> DISCREPANCIES =
      new Table<>(
          "discrepancy",
          DISCREPANCY,
          List.of("discrepancy_id"),
          result -> result.discrepancies().iterator(),
          RunTables::discrepancy);
  static final Table<UsageBlock> BLOCKS =
      new Table<>(
          UsageBlock.TABLE,
          UsageBlock.COLUMNS,
          List.of("first_ordinal"),
          result -> result.usageBlocks().iterator(),
          UsageBlock::write);
  static final Table<PackedEvidence.Row> EVIDENCE =
      new Table<>(
          PackedEvidence.TABLE,
          List.of(
              "discrepancy_id",
              PackedEvidence.COLUMN,
              "mapping_id",
              "usage_blocks",
              "usage_groups"),
          List.of("discrepancy_id"),
          result -> PackedEvidence.whole(result.evidence().iterator()),
          (row, copy) ->
              copy.text(row.of().discrepancyId())
                  .bytes(row.packed())
                  .text(row.of().mappingId())
                  .numbers(row.of().usageBlocks())
                  .numbers(row.of().usageGroups()));
  static final Table<DecisionRow> DECISIONS =
      new Table<>(
          "discrepancy_decision",
          List.of(
              "discrepancy_id",
              "decision_id",
              "kind",
              "value",
              "until",
              "reason",
              "decided_by",
              "decided_at"),
          List.of("discrepancy_id", "decision_id"),
          result -> result.decisions().iterator(),
          RunTables::decision);
  static final Table<Numbered<AccountRow>> ACCOUNTS =
      new Table<>(
          "account_match",
          ACCOUNT,
          List.of("ordinal"),
          result -> numbered(result.accounts()),
          (row, copy) -> account(row.row(), copy.number(row.ordinal())));
  static final Table<Numbered<InputProblem>> PROBLEMS =
      new Table<>(
          "input_problem",
          PROBLEM,
          List.of("ordinal"),
          result -> numbered(result.problems()),
          (row, copy) -> problem(row.row(), copy.number(row.ordinal())));

  private RunTables() {}

  /** All of them. */
  public static List<Table<?>> all() {
    return List.of(DISCREPANCIES, BLOCKS, EVIDENCE, DECISIONS, ACCOUNTS, PROBLEMS);
  }

  /** Stores problems alone: what an unusable input leaves. */
  static long problems(Handle handle, UUID run, Iterable<InputProblem> problems) {
    return BulkLoad.load(
        handle, PROBLEMS.name(), PROBLEM, run, numbered(problems), PROBLEMS.write());
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

  private static void decision(DecisionRow row, CopyRow copy) {
    copy.text(row.discrepancyId())
        .text(row.decisionId())
        .text(row.kind())
        .text(row.value())
        .text(row.until() == null ? null : row.until().toString())
        .text(row.reason())
        .text(row.decidedBy())
        .text(row.decidedAt() == null ? null : row.decidedAt().toString());
  }

  private static void account(AccountRow row, CopyRow copy) {
    copy.text(row.integrationId())
        .text(row.accountId())
        .text(row.companyId())
        .text(row.decision())
        .number(row.score())
        .text(row.evidence())
        .text(row.candidates())
        .texts(row.ruleIds())
        .text(row.decisionId());
  }

  private static void problem(InputProblem row, CopyRow copy) {
    copy.text(row.file())
        .number(row.line())
        .text(row.column())
        .text(row.kind())
        .text(row.value())
        .text(row.message());
  }

  /** A row and its place in the result, from 1. */
  record Numbered<T>(T row, long ordinal) {}

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
}
