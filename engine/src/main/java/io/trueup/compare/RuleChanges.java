package io.trueup.compare;

import io.trueup.compare.RuleChange.How;
import io.trueup.compare.RuleChange.Subject;
import io.trueup.folder.Preset;
import io.trueup.folder.Presets;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** In what two bundles differ: rules, values of the policy, presets; in the order of their ids. */
public final class RuleChanges {
  private final RuleBundle from;
  private final RuleBundle to;
  private final List<RuleChange> changes = new ArrayList<>();

  private RuleChanges(RuleBundle from, RuleBundle to) {
    this.from = from;
    this.to = to;
  }

  /** What happened on the way from one bundle to the other; empty when nothing did. */
  public static List<RuleChange> between(RuleBundle from, RuleBundle to) {
    if (from.hash().equals(to.hash())) {
      return List.of();
    }
    RuleChanges found = new RuleChanges(from, to);
    found.rules();
    found.policy();
    found.presets();
    Collections.sort(found.changes);
    return List.copyOf(found.changes);
  }

  private <T> void each(
      Map<String, T> before,
      Map<String, T> after,
      BiFunction<T, T, RuleChange> edited,
      BiFunction<T, How, RuleChange> onOneSide) {
    Set<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    for (String id : ids) {
      T old = before.get(id);
      T now = after.get(id);
      if (old == null) {
        changes.add(onOneSide.apply(Objects.requireNonNull(now), How.ADDED));
      } else if (now == null) {
        changes.add(onOneSide.apply(old, How.REMOVED));
      } else if (!old.equals(now)) {
        changes.add(edited.apply(old, now));
      }
    }
  }

  private void rules() {
    each(
        byId(from.catalogue(), RuleChanges::unplaced),
        byId(to.catalogue(), RuleChanges::unplaced),
        (old, now) -> {
          boolean decides =
              !old.stage().equals(now.stage())
                  || !old.conditions().equals(now.conditions())
                  || !old.conclusion().equals(now.conclusion());
          return new RuleChange(
              Subject.RULE,
              How.EDITED,
              now.id(),
              now.name(),
              now.stage(),
              RuleEdit.words(old, now),
              Set.of(),
              decides);
        },
        (rule, how) ->
            new RuleChange(
                Subject.RULE,
                how,
                rule.id(),
                rule.name(),
                rule.stage(),
                rule.name(),
                Set.of(),
                true));
  }

  /** The rule wherever it stands: in which file and line is no difference. */
  private static RuleInfo unplaced(RuleInfo rule) {
    return new RuleInfo(
        rule.id(),
        rule.name(),
        rule.stage(),
        rule.owner(),
        rule.since(),
        rule.rationale(),
        rule.ticket(),
        "",
        0,
        rule.conditions(),
        rule.conclusion());
  }

  private static Map<String, RuleInfo> byId(
      List<RuleInfo> rules, Function<RuleInfo, RuleInfo> shape) {
    Map<String, RuleInfo> byId = new LinkedHashMap<>();
    rules.forEach(rule -> byId.put(rule.id(), shape.apply(rule)));
    return byId;
  }

  private void policy() {
    each(
        PolicyValue.all(from.policy()),
        PolicyValue.all(to.policy()),
        (old, now) -> policy(now, How.EDITED, old.becoming(now)),
        (value, how) -> policy(value, how, value.words()));
  }

  private RuleChange policy(PolicyValue value, How how, String detail) {
    Set<String> readers = new TreeSet<>(PolicyValue.readers(value.name(), from.catalogue()));
    readers.addAll(PolicyValue.readers(value.name(), to.catalogue()));
    return new RuleChange(Subject.POLICY, how, value.name(), "", "", detail, readers, true);
  }

  private void presets() {
    each(
        Presets.load(from.files()),
        Presets.load(to.files()),
        (old, now) ->
            preset(
                now, How.EDITED, fills(old.fills(), now.fills()), !old.fills().equals(now.fills())),
        (preset, how) -> preset(preset, how, preset.description(), true));
  }

  private static RuleChange preset(Preset preset, How how, String detail, boolean decides) {
    return new RuleChange(
        Subject.PRESET,
        how,
        preset.presetId(),
        preset.description(),
        "",
        detail,
        Set.of(),
        decides);
  }

  private static String fills(Map<String, String> old, Map<String, String> now) {
    Set<String> columns = new TreeSet<>(old.keySet());
    columns.addAll(now.keySet());
    Map<String, String> told = new TreeMap<>();
    for (String column : columns) {
      String before = old.getOrDefault(column, "");
      String after = now.getOrDefault(column, "");
      if (!before.equals(after)) {
        told.put(column, column + " " + RuleEdit.became(before, after));
      }
    }
    return told.isEmpty() ? "its description is another" : String.join(", ", told.values());
  }
}
