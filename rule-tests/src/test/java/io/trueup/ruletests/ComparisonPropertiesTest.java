package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.compare.Difference;
import io.trueup.compare.Differences;
import io.trueup.compare.Kind;
import io.trueup.compare.MoneySums;
import io.trueup.compare.Movement;
import io.trueup.compare.Side;
import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import io.trueup.stage.Summary;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold when two bundles are compared on generated months; a failure names its seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ComparisonPropertiesTest {
  private static final int SEEDS = 40;

  /** Edits of each stage, of a rule and of the policy, by the change that they are. */
  private static final Map<String, Edit> EDITS = new LinkedHashMap<>();

  private record Edit(String file, UnaryOperator<String> edit) {
    Edit(String file, String from, String to) {
      this(
          file,
          text -> {
            assertTrue(text.contains(from), file + " holds no " + from);
            return text.replace(from, to);
          });
    }
  }

  static {
    EDITS.put(
        "DSC-050",
        new Edit(
            "discrepancies/accepted.drl", "absoluteDelta <= $tolerance", "absoluteDelta <= 2"));
    EDITS.put(
        "DSC-071",
        new Edit("discrepancies/agreeing.drl", "inactive > 0, invoice", "inactive > 1, invoice"));
    EDITS.put(
        "policy:match_on_name_alone",
        new Edit("policy.yml", "match_on_name_alone: true", "match_on_name_alone: false"));
    EDITS.put(
        "policy:count_collapse_records",
        new Edit("policy.yml", "count_collapse_records: 10", "count_collapse_records: 1000"));
  }

  private final RuleBundle shipped = EngineReconciler.shippedBundle();

  private static RuleBundle edited(List<String> edits) {
    Map<String, String> files = new TreeMap<>(ShippedRules.files());
    for (String name : edits) {
      Edit edit = Objects.requireNonNull(EDITS.get(name));
      files.compute(edit.file(), (path, text) -> edit.edit().apply(String.valueOf(text)));
    }
    return RuleFacts.load(files).get();
  }

  private static Month read(Path folder) {
    return ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(ShippedRules.presets()));
  }

  private static Month month(long seed, Path temp) {
    TextMonth text = seed % 2 == 0 ? Months.full(seed) : Months.plain(seed);
    Path folder = temp.resolve("month-" + seed);
    text.write(folder);
    return read(folder);
  }

  private static Reconciled run(Month month, RuleBundle rules, long seed) {
    return Reconciliation.run(
        month, rules, (seed % 2 == 0 ? Months.full(seed) : Months.plain(seed)).asOf(), 2);
  }

  @Test
  void a_bundle_compared_with_itself_is_empty(@TempDir Path temp) {
    RuleBundle copy = edited(List.of());
    for (long seed = 1; seed <= SEEDS; seed++) {
      Month month = month(seed, temp);
      Differences same =
          Differences.between(Side.of(run(month, shipped, seed)), Side.of(run(month, copy, seed)));
      assertEquals(List.of(), same.all(), "month of seed " + seed);
      assertEquals(List.of(), same.changes());
      assertEquals(0, same.recordsChanged() + same.accountsChanged(), "month of seed " + seed);
      assertEquals(same.totals().before(), same.totals().after(), "month of seed " + seed);
    }
  }

  @Test
  void there_and_back_are_mirror_images_and_the_money_adds_up(@TempDir Path temp) {
    RuleBundle all = edited(List.copyOf(EDITS.keySet()));
    TreeSet<Kind> seen = new TreeSet<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      String name = "month of seed " + seed;
      Month month = month(seed, temp);
      Reconciled one = run(month, shipped, seed);
      Reconciled other = run(month, all, seed);
      Differences there = Differences.between(Side.of(one), Side.of(other));
      Differences back = Differences.between(Side.of(other), Side.of(one));
      assertEquals(
          there.all().stream().map(ComparisonPropertiesTest::text).toList(),
          back.all().stream().map(ComparisonPropertiesTest::mirrored).toList(),
          name);
      assertEquals(there.recordsChanged(), back.recordsChanged(), name);
      there.all().forEach(difference -> seen.add(difference.kind()));
      assertSummary(one.summary(), there.totals().before(), name);
      assertSummary(other.summary(), there.totals().after(), name);
      assertAddsUp(there, name);
    }
    assertTrue(
        seen.containsAll(List.of(Kind.APPEARED, Kind.VANISHED, Kind.RECLASSIFIED, Kind.CHANGED)),
        "the months show " + seen);
  }

  private static void assertSummary(Summary summary, Map<String, MoneySums> sums, String name) {
    Map<String, List<BigDecimal>> expected = new TreeMap<>();
    summary
        .totals()
        .forEach(
            (currency, t) ->
                expected.put(
                    currency, List.of(t.underbilled(), t.overbilled(), t.held(), t.reclaimable())));
    Map<String, List<BigDecimal>> got = new TreeMap<>();
    sums.forEach(
        (currency, s) ->
            got.put(currency, List.of(s.underbilled(), s.overbilled(), s.held(), s.reclaimable())));
    assertEquals(expected, got, name);
  }

  private static void assertAddsUp(Differences differences, String name) {
    Map<String, MoneySums> sum = new TreeMap<>();
    for (Difference difference : differences.all()) {
      Movement money = difference.money();
      money
          .currencies()
          .forEach(currency -> sum.merge(currency, money.change(currency), MoneySums::plus));
    }
    for (String currency : differences.totals().currencies()) {
      assertEquals(
          differences.totals().change(currency),
          sum.getOrDefault(currency, MoneySums.zero(currency)),
          name + " " + currency);
    }
  }

  @Test
  void a_change_that_is_said_to_have_made_a_difference_has_made_it(@TempDir Path temp) {
    RuleBundle all = edited(List.copyOf(EDITS.keySet()));
    Map<String, RuleBundle> without = new TreeMap<>();
    for (String name : EDITS.keySet()) {
      without.put(name, edited(EDITS.keySet().stream().filter(n -> !n.equals(name)).toList()));
    }
    Map<String, Integer> tried = new TreeMap<>();
    List<String> unsure = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Month month = month(seed, temp);
      Side from = Side.of(run(month, shipped, seed));
      Differences differences = Differences.between(from, Side.of(run(month, all, seed)));
      Map<String, List<DiscrepancyRow>> lacking = new TreeMap<>();
      for (Difference difference : differences.all()) {
        if (!difference.certain()) {
          unsure.add("month of seed " + seed + ": " + text(difference));
        } else if (difference.causes().size() == 1) {
          String cause = difference.causeKeys().get(0);
          long number = seed;
          List<DiscrepancyRow> rows =
              lacking.computeIfAbsent(
                  cause,
                  key ->
                      run(month, Objects.requireNonNull(without.get(key)), number).discrepancies());
          tried.merge(cause, 1, Integer::sum);
          assertNotEquals(
              figures(difference.after()),
              figures(of(rows, difference)),
              "month of seed " + seed + ": " + difference.sentence());
        }
      }
    }
    assertEquals(EDITS.keySet().stream().sorted().toList(), List.copyOf(tried.keySet()));
    assertEquals(List.of(), unsure);
  }

  private static @Nullable DiscrepancyRow of(List<DiscrepancyRow> rows, Difference difference) {
    DiscrepancyRow after = difference.after();
    String id = after != null ? after.discrepancyId() : difference.row().discrepancyId();
    return rows.stream().filter(row -> row.discrepancyId().equals(id)).findFirst().orElse(null);
  }

  private static String text(Difference difference) {
    return difference.kind()
        + " "
        + difference.causeKeys()
        + " "
        + difference.certain()
        + " "
        + figures(difference.before())
        + " -> "
        + figures(difference.after());
  }

  private static String mirrored(Difference difference) {
    Kind kind =
        switch (difference.kind()) {
          case APPEARED -> Kind.VANISHED;
          case VANISHED -> Kind.APPEARED;
          default -> difference.kind();
        };
    return text(
        new Difference(
            kind,
            difference.after(),
            difference.before(),
            difference.causes(),
            difference.certain(),
            ""));
  }

  private static String figures(@Nullable DiscrepancyRow row) {
    return row == null
        ? "nothing"
        : String.join(
            " ",
            row.discrepancyId(),
            row.companyId(),
            row.additionId(),
            row.classification(),
            row.reason(),
            String.valueOf(row.billed()),
            String.valueOf(row.used()),
            String.valueOf(row.monthlyImpact()),
            String.valueOf(row.heldAmount()),
            String.valueOf(row.reclaimable()));
  }
}
