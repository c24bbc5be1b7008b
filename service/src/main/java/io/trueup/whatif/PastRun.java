package io.trueup.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.compare.AccountStand;
import io.trueup.compare.Side;
import io.trueup.compare.UsageFate;
import io.trueup.reconcile.AccountDao;
import io.trueup.reconcile.ConclusionDao;
import io.trueup.reconcile.EngineVersion;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.RowEvidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * A finished run as it was stored: what it concluded then, whatever this version of the program
 * would conclude.
 *
 * @param stopped why parts of it were not evaluated
 */
record PastRun(
    RunRow run,
    RuleBundle rules,
    List<DiscrepancyRow> rows,
    List<UsageFate> usage,
    Map<String, AccountStand> accounts,
    List<String> stopped) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Reads a run's rows. */
  static PastRun load(Handle handle, RunRow run, RuleBundle rules) {
    UUID id = run.runId();
    List<DiscrepancyRow> rows = new ArrayList<>();
    ConclusionDao.discrepancies(handle, id).forEach(row -> rows.add(fact(row)));
    Map<UsageFate, UsageFate> pool = new HashMap<>();
    List<UsageFate> usage =
        ConclusionDao.fates(handle, id, fate -> pool.computeIfAbsent(fact(fate), same -> same));
    Map<String, AccountStand> accounts = new TreeMap<>();
    AccountDao.list(handle, id, Optional.empty(), 0, Integer.MAX_VALUE)
        .forEach(
            placed ->
                accounts.put(
                    placed.row().integrationId() + "/" + placed.row().accountId(),
                    new AccountStand(
                        placed.row().companyId(),
                        placed.row().decision(),
                        listed(placed.row().candidates()),
                        List.of())));
    return new PastRun(run, rules, rows, usage, accounts, stopped(handle, id));
  }

  /** What it concluded, as one side of a comparison. */
  Side side(Map<String, String> presets) {
    return new Side(rules, rows, usage, accounts, presets, stopped);
  }

  /** Whether this version of the program would have concluded the same by the same rules. */
  boolean isOfThisProgram() {
    EngineVersion engine = run.engine();
    return engine != null && engine.revision() == EngineVersion.REVISION;
  }

  /** How many rows it holds in memory. */
  int size() {
    return rows.size() + usage.size() + accounts.size();
  }

  private static List<String> listed(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(";", -1));
  }

  private static List<String> stopped(Handle handle, UUID run) {
    List<String> stopped = new ArrayList<>();
    try {
      JsonNode summary = JSON.readTree(RunDao.findSummary(handle, run).orElse("{}"));
      summary.path("stopped").forEach(why -> stopped.add(why.asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored summary is no JSON", e);
    }
    return stopped;
  }

  private static UsageFate fact(ConclusionDao.Fate fate) {
    return new UsageFate(
        fate.integrationId() + "/" + fate.accountId(),
        fate.companyId(),
        fate.fate(),
        listed(fate.additionId()),
        fate.reason(),
        fate.ruleIds());
  }

  private static DiscrepancyRow fact(io.trueup.reconcile.DiscrepancyRow row) {
    return new DiscrepancyRow(
        row.discrepancyId(),
        row.companyId(),
        row.companyName(),
        row.agreementId(),
        row.additionId(),
        row.productCode(),
        row.integrationId(),
        row.accountId(),
        row.discrepancyClass(),
        row.reason(),
        row.billedQuantity(),
        row.usedQuantity(),
        row.delta(),
        row.unitPrice(),
        row.currency(),
        row.monthlyImpact(),
        row.held(),
        row.heldAmount(),
        row.oneOffAmount(),
        row.estimated(),
        row.inactiveQuantity(),
        row.reclaimableAmount(),
        row.nextAction(),
        row.acts(),
        row.ruleIds(),
        row.explanation(),
        RowEvidence.of(
            row.evidence(), row.additionId().isEmpty() ? List.of() : List.of(row.additionId())));
  }
}
