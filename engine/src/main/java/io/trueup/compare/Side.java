package io.trueup.compare;

import io.trueup.facts.ServiceMapping;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of two results: of an evaluation, or of a run that was stored.
 *
 * @param rules what decided
 * @param rows all discrepancies, matched lines included; a stored one may come without evidence
 * @param usage the fate of every record, sorted by integration, account and record; empty when it
 *     is not known any more
 * @param accounts how every account stands, by its key {@code integration/account}
 * @param presets the preset that a service mapping names, by the mapping's id
 * @param stopped why parts were not evaluated; empty when everything was
 */
public record Side(
    RuleBundle rules,
    List<DiscrepancyRow> rows,
    List<UsageFate> usage,
    Map<String, AccountStand> accounts,
    Map<String, String> presets,
    List<String> stopped) {
  public Side {
    rows = List.copyOf(rows);
    usage = Collections.unmodifiableList(usage);
    accounts = Collections.unmodifiableMap(new TreeMap<>(accounts));
    presets = Collections.unmodifiableMap(new TreeMap<>(presets));
    stopped = List.copyOf(stopped);
  }

  /** What an evaluation concluded. */
  public static Side of(Reconciled result) {
    Map<UsageFate, UsageFate> pool = new HashMap<>();
    List<UsageFate> usage = new ArrayList<>(result.month().usage().size());
    result.forEachUsage(
        row -> {
          UsageFate fate =
              new UsageFate(
                  row.record().integrationId() + "/" + row.record().accountId(),
                  row.companyId(),
                  row.fate(),
                  row.additionIds(),
                  row.reason(),
                  row.ruleIds());
          usage.add(pool.computeIfAbsent(fate, same -> same));
        });
    Map<String, AccountStand> accounts = new TreeMap<>();
    result.accounts().forEach((key, outcome) -> accounts.put(key, stand(outcome)));
    return new Side(
        result.bundle(),
        result.discrepancies(),
        usage,
        accounts,
        presets(result.month().serviceMappings()),
        result.summary().stopped());
  }

  private static AccountStand stand(AccountOutcome outcome) {
    return new AccountStand(
        outcome.companyId(),
        outcome.decision(),
        outcome.candidates(),
        outcome.rules().stream().map(rule -> rule.id()).toList());
  }

  /** Which presets mappings name, by the mapping's id. */
  public static Map<String, String> presets(List<ServiceMapping> mappings) {
    Map<String, String> presets = new TreeMap<>();
    for (ServiceMapping mapping : mappings) {
      String preset = mapping.attributes().get("preset");
      if (preset != null) {
        presets.put(mapping.mappingId(), preset);
      }
    }
    return presets;
  }
}
