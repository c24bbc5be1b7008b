package io.trueup.app;

import io.trueup.facts.UsageRecord;
import io.trueup.facts.UsageTable;
import io.trueup.reconcile.UsageBlock;
import io.trueup.reconcile.UsageGroup;
import io.trueup.reconcile.UsageGroups;
import io.trueup.reconcile.UsageRecords;
import io.trueup.stage.Reconciled;
import io.trueup.stage.SettledGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** What the engine says of usage, as the service stores it. */
final class EngineUsage implements UsageRecords {
  private final Reconciled result;
  private final Map<String, List<UsageBlock.Link>> byDiscrepancy = new HashMap<>();
  private boolean grouped;

  EngineUsage(Reconciled result) {
    this.result = result;
  }

  @Override
  public int size() {
    return result.month().usage().size();
  }

  @Override
  public UsageRecord get(int ordinal) {
    return result.record(ordinal - 1);
  }

  /** The groups that a discrepancy rests on. */
  List<UsageBlock.Link> groupsOf(String discrepancyId) {
    if (!grouped) {
      blocks().forEachRemaining(block -> {});
    }
    return byDiscrepancy.getOrDefault(discrepancyId, List.of());
  }

  /** All groups in their blocks, company by company. */
  Iterator<UsageBlock> blocks() {
    byDiscrepancy.clear();
    grouped = false;
    return new Companies();
  }

  private Map<io.trueup.stage.UsageGroup, List<String>> discrepancies() {
    Map<io.trueup.stage.UsageGroup, List<String>> ids = new IdentityHashMap<>();
    for (io.trueup.stage.DiscrepancyRow row : result.discrepancies()) {
      for (io.trueup.stage.UsageGroup group : row.evidence().groups()) {
        ids.computeIfAbsent(group, g -> new ArrayList<>(1)).add(row.discrepancyId());
      }
    }
    return ids;
  }

  /** Blocks of one company at a time. */
  private final class Companies implements Iterator<UsageBlock> {
    private final Map<io.trueup.stage.UsageGroup, List<String>> discrepancies = discrepancies();
    private final ArrayDeque<UsageBlock> waiting = new ArrayDeque<>();
    private final UsageGroups groups = new UsageGroups(waiting::add, byDiscrepancy);
    private final List<SettledGroup> settled = result.usageGroups();
    private final UsageTable usage = UsageTable.of(result.month().usage());
    private int next;

    @Override
    public boolean hasNext() {
      while (waiting.isEmpty() && next < settled.size()) {
        String company = settled.get(next).group().companyId();
        while (next < settled.size() && settled.get(next).group().companyId().equals(company)) {
          add(settled.get(next++));
        }
        groups.flush();
      }
      grouped = grouped || waiting.isEmpty();
      return !waiting.isEmpty();
    }

    @Override
    public UsageBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return waiting.remove();
    }

    private void add(SettledGroup one) {
      List<String> ids = discrepancies.getOrDefault(one.group(), List.of());
      int account = -1;
      UsageGroups.Adder adder = null;
      for (int index : one.group().records()) {
        if (adder == null || usage.account(index) != account) {
          account = usage.account(index);
          adder = groups.adder(verdict(one, usage.accountOf(account), usage.form(index)), ids);
        }
        adder.add(index + 1, usage.quantity(index));
      }
    }

    private static UsageGroup.Verdict verdict(
        SettledGroup one, UsageTable.AccountRef account, UsageTable.Form form) {
      return new UsageGroup.Verdict(
          account.integrationId(),
          account.accountId(),
          one.group().companyId(),
          form.kind(),
          form.productCode(),
          form.deviceClass(),
          one.group().fate().outcome(),
          String.join(";", one.additionIds()),
          one.group().fate().reason(),
          one.ruleIds());
    }
  }
}
