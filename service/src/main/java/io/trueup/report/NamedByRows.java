package io.trueup.report;

import io.trueup.facts.ServiceMapping;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.DiscrepancyRow;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeMap;

/** What rows name by its id and a file describes once. Slices of rows may be added by threads. */
final class NamedByRows {
  private final InputIndex input;
  private final TreeMap<String, RuleInfo> rules = new TreeMap<>();
  private final TreeMap<String, ServiceMapping> mappings = new TreeMap<>();

  NamedByRows(InputIndex input) {
    this.input = input;
  }

  /** Adds what these rows name, which puts their sentences and evidence together. */
  void add(Collection<DiscrepancyRow> rows) {
    Set<RuleInfo> someRules = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<String> someMappings = new HashSet<>();
    for (DiscrepancyRow row : rows) {
      row.explanation();
      someRules.addAll(row.evidence().rules());
      someMappings.add(row.evidence().mappingId());
    }
    synchronized (this) {
      someRules.forEach(rule -> rules.put(rule.id(), rule));
      someMappings.forEach(
          id -> input.mapping(id).ifPresent(mapping -> mappings.put(mapping.mappingId(), mapping)));
    }
  }

  /** Every rule that decided something, by id. */
  synchronized Collection<RuleInfo> rules() {
    return Collections.unmodifiableCollection(rules.values());
  }

  /** Every mapping that counted something, by id. */
  synchronized Collection<ServiceMapping> mappings() {
    return Collections.unmodifiableCollection(mappings.values());
  }
}
