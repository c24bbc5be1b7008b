package io.trueup.stage;

import io.trueup.facts.Decision;
import io.trueup.facts.Position;
import io.trueup.facts.UsageTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which of people's decisions a row rests on: those that its rules matched, those by which the
 * accounts behind it are whose they are, and those that went into what the rules looked at.
 */
final class DecisionsUsed {
  private final List<Decision> inForce;
  private final Map<String, AccountOutcome> accounts;
  private final UsageTable usage;
  private final Map<String, String> homes = new HashMap<>();

  /**
   * @param inForce by their ids
   */
  DecisionsUsed(List<Decision> inForce, Map<String, AccountOutcome> accounts, UsageTable usage) {
    this.inForce = inForce;
    this.accounts = accounts;
    this.usage = usage;
    for (Decision decision : inForce) {
      if (decision.kind().equals("home_company")) {
        homes.put(decision.value().toLowerCase(Locale.ROOT), decision.decisionId());
      }
    }
  }

  /** Ids for a row that compares a billing position, sorted. */
  List<String> of(
      Position position,
      Discrepancies.Ruling ruling,
      List<UsageGroup> groups,
      Collection<String> accountKeys) {
    TreeSet<String> used = found(ruling, groups, accountKeys);
    switch (ruling.discrepancy().reason()) {
      case "waived" -> used.add(position.waivedBy());
      case "within_tolerance" -> tolerances(position, used);
      default -> {
        // Only these two are accepted by a decision.
      }
    }
    used.remove("");
    return List.copyOf(used);
  }

  /**
   * Ids for any other row, sorted.
   *
   * @param waivedBy the decision that waives it; empty for none
   */
  List<String> of(
      Discrepancies.Ruling ruling,
      List<UsageGroup> groups,
      Collection<String> accountKeys,
      String waivedBy) {
    TreeSet<String> used = found(ruling, groups, accountKeys);
    if (ruling.discrepancy().reason().equals("waived")) {
      used.add(waivedBy);
    }
    used.remove("");
    return List.copyOf(used);
  }

  private TreeSet<String> found(
      Discrepancies.Ruling ruling, List<UsageGroup> groups, Collection<String> accountKeys) {
    TreeSet<String> used = new TreeSet<>(ruling.decisionIds());
    for (UsageGroup group : groups) {
      used.addAll(group.fate().decisionIds());
      if (!group.usage().homeCompanyId().isEmpty()) {
        for (int index : group.records()) {
          used.add(homes.getOrDefault(usage.userId(index).toLowerCase(Locale.ROOT), ""));
        }
      }
    }
    for (String key : accountKeys) {
      AccountOutcome account = accounts.get(key);
      used.add(account == null ? "" : account.decisionId());
    }
    return used;
  }

  /** The widest tolerance counts; one that the difference exceeds accepted nothing. */
  private void tolerances(Position position, TreeSet<String> used) {
    if (position.absoluteDelta().compareTo(position.tolerance()) <= 0) {
      widest("tolerance", position, used);
    }
    if (position.toleranceAmount() != null
        && position.absoluteImpact().compareTo(position.toleranceAmount()) <= 0) {
      widest("tolerance_amount", position, used);
    }
  }

  private void widest(String kind, Position position, TreeSet<String> used) {
    inForce.stream()
        .filter(d -> d.kind().equals(kind))
        .filter(d -> d.covers(position.companyId(), position.productCode()))
        .filter(d -> Numbers.find(d.value()).isPresent())
        .max(
            Comparator.comparing((Decision d) -> Numbers.find(d.value()).orElseThrow())
                .thenComparing(Decision::decisionId))
        .ifPresent(d -> used.add(d.decisionId()));
  }
}
