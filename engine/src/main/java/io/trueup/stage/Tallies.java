package io.trueup.stage;

import io.trueup.facts.Counted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one company's usage counts towards, in the order of its usage. */
final class Tallies {
  private final Map<String, Map<String, List<UsageMapping.Tallied>>> own = new HashMap<>();
  private final Map<String, Map<String, List<UsageMapping.Tallied>>> others = new HashMap<>(0);
  private final Map<String, List<UsageMapping.Tallied>> unbilled = new TreeMap<>();

  /**
   * @param positions those that the company's usage can count towards: its own and others'
   */
  Tallies(String companyId, List<PositionLines> positions) {
    for (PositionLines position : positions) {
      if (position.companyId().equals(companyId)) {
        own.put(position.key(), Map.of());
      }
    }
  }

  void add(UsageMapping.Tallied tallied) {
    Counted counted = tallied.counted();
    String position = counted.positionKey();
    if (position.isEmpty()) {
      unbilled.computeIfAbsent(counted.productCode(), k -> new ArrayList<>()).add(tallied);
      return;
    }
    String role = counted.role();
    Map<String, Map<String, List<UsageMapping.Tallied>>> whose =
        own.containsKey(position) ? own : others;
    Map<String, List<UsageMapping.Tallied>> byRole = whose.getOrDefault(position, Map.of());
    List<UsageMapping.Tallied> some = byRole.get(role);
    if (some == null) {
      some = new ArrayList<>(4);
      whose.put(position, with(byRole, role, some));
    }
    some.add(tallied);
  }

  private static Map<String, List<UsageMapping.Tallied>> with(
      Map<String, List<UsageMapping.Tallied>> byRole,
      String role,
      List<UsageMapping.Tallied> some) {
    if (byRole.isEmpty()) {
      return Map.of(role, some);
    }
    Map<String, List<UsageMapping.Tallied>> more = new HashMap<>(byRole);
    more.put(role, some);
    return more;
  }

  /** What counts towards one of the company's positions in a role. */
  List<UsageMapping.Tallied> of(String positionKey, String role) {
    return own.getOrDefault(positionKey, Map.of()).getOrDefault(role, List.of());
  }

  /** What counts towards other companies' positions, by position and role. */
  Map<String, Map<String, List<UsageMapping.Tallied>>> others() {
    return others;
  }

  /** What counts towards products that no line bills, by product. */
  Map<String, List<UsageMapping.Tallied>> unbilled() {
    return unbilled;
  }
}
