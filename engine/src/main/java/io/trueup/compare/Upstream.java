package io.trueup.compare;

import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.stage.DiscrepancyRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the first two stages conclude otherwise: accounts that are another client's, records that
 * are counted elsewhere or not at all; and the changes behind that, by the places they lead to.
 */
final class Upstream {
  private final Side from;
  private final Side to;
  private final Suspects suspects;
  private final Map<String, Set<RuleChange>> byAccount = new HashMap<>();
  private final Map<String, Set<RuleChange>> byPlace = new HashMap<>();
  private long records;

  Upstream(Side from, Side to, Suspects suspects) {
    this.from = from;
    this.to = to;
    this.suspects = suspects;
    accounts();
    usage();
  }

  /** How many accounts stand otherwise. */
  long accountsChanged() {
    return byAccount.size();
  }

  /** How many usage records went elsewhere. */
  long recordsChanged() {
    return records;
  }

  private void accounts() {
    Set<String> keys = new TreeSet<>(from.accounts().keySet());
    keys.addAll(to.accounts().keySet());
    for (String key : keys) {
      AccountStand before = from.accounts().get(key);
      AccountStand after = to.accounts().get(key);
      if (before == null || after == null || before.same(after)) {
        continue;
      }
      Set<RuleChange> behind = new TreeSet<>(suspects.of(before.ruleIds()));
      behind.addAll(suspects.of(after.ruleIds()));
      byAccount.put(key, behind.isEmpty() ? suspects.of(Stage.CLIENT_MATCHING) : behind);
    }
  }

  private void usage() {
    if (from.usage().size() != to.usage().size()) {
      return;
    }
    for (int i = 0; i < from.usage().size(); i++) {
      UsageFate before = from.usage().get(i);
      UsageFate after = to.usage().get(i);
      if (!before.same(after)) {
        records++;
        Set<RuleChange> behind = behind(before, after);
        places(before).forEach(place -> note(place, behind));
        places(after).forEach(place -> note(place, behind));
      }
    }
  }

  private Set<RuleChange> behind(UsageFate before, UsageFate after) {
    Set<RuleChange> behind = new TreeSet<>(byAccount.getOrDefault(after.accountKey(), Set.of()));
    behind.addAll(suspects.of(before.ruleIds()));
    behind.addAll(suspects.of(after.ruleIds()));
    return behind.isEmpty() ? suspects.of(Stage.SERVICE_MAPPING) : behind;
  }

  private void note(String place, Collection<RuleChange> behind) {
    byPlace.computeIfAbsent(place, k -> new TreeSet<>()).addAll(behind);
  }

  /** The lines that count a record; else the integration that it stands open with; the company. */
  private static List<String> places(UsageFate fate) {
    List<String> places = new ArrayList<>();
    places.add(fate.companyId());
    fate.additionIds().forEach(line -> places.add(fate.companyId() + "|" + line));
    if (fate.additionIds().isEmpty()) {
      String integration = fate.accountKey().substring(0, fate.accountKey().indexOf('/'));
      places.add(fate.companyId() + "||" + integration);
    }
    return places;
  }

  /** The changes of the first two stages that led to a row; empty when none did. */
  Set<RuleChange> behind(DiscrepancyRow row) {
    if (!row.accountId().isEmpty()) {
      return byAccount.getOrDefault(row.integrationId() + "/" + row.accountId(), Set.of());
    }
    Set<RuleChange> behind = new TreeSet<>();
    List<String> lines = new ArrayList<>(row.evidence().additionIds());
    lines.add(row.additionId());
    for (String line : lines) {
      behind.addAll(byPlace.getOrDefault(row.companyId() + "|" + line, Set.of()));
    }
    if (behind.isEmpty() && !row.integrationId().isEmpty()) {
      behind.addAll(byPlace.getOrDefault(row.companyId() + "||" + row.integrationId(), Set.of()));
    }
    return behind.isEmpty() ? byPlace.getOrDefault(row.companyId(), Set.of()) : behind;
  }
}
