package io.trueup.rulebase;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A small decision table for tests, and short ways to read and evaluate one. */
final class ToyTables {
  static final String PATH = "discrepancies/toy.table.csv";

  private ToyTables() {}

  /** A table that flags subscriptions, with these columns and rows. */
  static String table(String columns, String means, String... rules) {
    return """
        table,Subscriptions to look at
        owner,qa
        since,2026-11
        rationale,For tests.
        name,A subscription of {Rule} is flagged
        when,$s : Subscription( $client : clientId )
        then,"Finding.of( {Rule}, $client )"
        columns,Id,Rule,%s
        means,id,text,%s
        """
            .formatted(columns, means)
        + Arrays.stream(rules).map(rule -> "rule," + rule + "\n").collect(Collectors.joining());
  }

  static RuleBundle.Loaded load(String csv) {
    return RuleBundle.load(Map.of(PATH, csv), Toy.MODEL, Limits.DEFAULT);
  }

  static String drl(String csv) {
    return TableRules.drl(PATH, csv, Toy.MODEL, Limits.DEFAULT).drl();
  }

  /** {@code line:column: id: message}, each with its hint. */
  static List<String> problems(String csv) {
    return load(csv).problems().stream()
        .map(
            p ->
                p.line() + ":" + p.column() + ": " + p.id() + ": " + p.message() + " | " + p.hint())
        .toList();
  }

  /** Codes of what the table's rules flag, sorted. */
  static List<String> flagged(String csv, Object... facts) {
    Outcome outcome =
        load(csv).get().rules(RuleBundle.Stage.DISCREPANCIES).evaluate(Arrays.asList(facts));
    return outcome.conclusions().stream()
        .map(conclusion -> ((Toy.Finding) conclusion.fact()).code())
        .sorted()
        .toList();
  }
}
