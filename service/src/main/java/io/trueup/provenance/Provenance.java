package io.trueup.provenance;

import io.trueup.inquiry.FigureInquiry;
import io.trueup.inquiry.RuleTexts;
import io.trueup.platform.db.StoredJson;
import io.trueup.platform.http.Page.Total;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Where the figure of a discrepancy came from.
 *
 * @param sources the syncs that were read, and how old they were at the run
 * @param rules by id: those that decided, and those that left records out
 * @param records how many records are behind it, those that were left out included
 */
public record Provenance(
    RunRow run,
    DiscrepancyRow row,
    Evidence evidence,
    Waterfall waterfall,
    List<FigureInquiry.Source> sources,
    Map<String, Evidence.Rule> rules,
    long records) {
  public Provenance {
    sources = List.copyOf(sources);
    rules = Map.copyOf(rules);
  }

  /** Of a discrepancy of a run; empty when there is none such. */
  public static Optional<Provenance> find(Handle handle, RunRow run, String discrepancyId) {
    return DiscrepancyDao.find(handle, run.runId(), discrepancyId).map(row -> of(handle, run, row));
  }

  private static Provenance of(Handle handle, RunRow run, DiscrepancyRow row) {
    Evidence evidence = Evidence.of(row);
    List<RecordDao.Tally> tally =
        RecordDao.tally(handle, run.runId(), RecordScope.of(row, evidence));
    Waterfall waterfall = Waterfall.of(row, evidence, tally);
    Map<String, Evidence.Rule> rules = new HashMap<>();
    evidence.rules().forEach(rule -> rules.put(rule.id(), rule));
    TreeSet<String> others = new TreeSet<>();
    waterfall.parts().stream()
        .flatMap(part -> part.steps().stream())
        .forEach(step -> others.addAll(step.ruleIds()));
    others.removeAll(rules.keySet());
    rules.putAll(written(handle, run, others));
    return new Provenance(
        run,
        row,
        evidence,
        waterfall,
        FigureInquiry.sources(handle, run, StoredJson.read(row.evidence())),
        rules,
        tally.stream().mapToLong(RecordDao.Tally::records).sum());
  }

  /** Rules that only left records out are not in the evidence; the bundle has them. */
  private static Map<String, Evidence.Rule> written(
      Handle handle, RunRow run, Collection<String> ids) {
    Map<String, Evidence.Rule> rules = new HashMap<>();
    Long version = run.bundleVersion();
    if (version != null && !ids.isEmpty()) {
      RuleTexts.of(handle, version, ids)
          .forEach(
              (id, rule) ->
                  rules.put(
                      id,
                      new Evidence.Rule(
                          id,
                          rule.name(),
                          rule.stage(),
                          rule.rationale(),
                          rule.owner(),
                          rule.file(),
                          rule.line())));
    }
    return rules;
  }

  /** A page of the records behind a discrepancy. */
  public static List<RecordDao.UsedRecord> records(
      Handle handle, UUID run, DiscrepancyRow row, RecordDao.Filter filter, long after, int limit) {
    return RecordDao.list(handle, run, RecordScope.of(row, Evidence.of(row)), filter, after, limit);
  }

  /** How many records a filter leaves. */
  public static Total count(Handle handle, UUID run, DiscrepancyRow row, RecordDao.Filter filter) {
    return RecordDao.count(handle, run, RecordScope.of(row, Evidence.of(row)), filter);
  }
}
