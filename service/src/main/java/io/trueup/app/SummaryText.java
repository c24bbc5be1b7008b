package io.trueup.app;

import io.trueup.facts.InputProblem;
import io.trueup.report.ResultFolder;
import io.trueup.result.SummaryJson;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Summary;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The summary of a run as people read it in a terminal. */
final class SummaryText {
  private static final int PROBLEMS_SHOWN = 10;
  private static final List<String> CLASSES =
      List.of(
          "UNDERBILLING",
          "OVERBILLING",
          "MISSING_PRICE",
          "INACTIVE_SEATS",
          "FOLLOW_UP",
          "SETUP_ISSUE",
          "MATCHED");

  private final Summary summary;
  private final PrintWriter out;

  private SummaryText(Summary summary, PrintWriter out) {
    this.summary = summary;
    this.out = out;
  }

  /** Prints the summary, or as JSON what summary.json holds. */
  static void print(Reconciled result, Path folder, boolean json, PrintWriter out) {
    if (json) {
      out.print(SummaryJson.text(result.summary()));
    } else {
      SummaryText text = new SummaryText(result.summary(), out);
      text.print();
      text.files(folder);
    }
    out.flush();
  }

  private void print() {
    out.println("As of " + summary.asOf());
    out.println();
    warnings();
    totals();
    classes();
    coverage();
    integrations();
    problems();
  }

  private void warnings() {
    Summary.Coverage coverage = summary.coverage();
    if (!summary.audited()) {
      out.printf(
          Locale.ROOT,
          "NOTHING WAS AUDITED: %,d usage records and %,d billing lines in force. This says nothing"
              + " about the month.%n%n",
          coverage.records(),
          coverage.lines());
    }
    if (!summary.complete()) {
      out.println("INCOMPLETE: parts were not evaluated.");
      summary.stopped().forEach(why -> out.println("  " + OneLine.clean(why)));
      out.println();
    }
  }

  private void totals() {
    if (summary.totals().isEmpty()) {
      return;
    }
    Table table = new Table("l" + "r".repeat(summary.totals().size()) + "l");
    table.row(cells("A month", Map.Entry::getKey, ""));
    table.row(cells("Underbilled", e -> money(e.getValue().underbilled()), "used, not billed"));
    table.row(cells("Overbilled", e -> money(e.getValue().overbilled()), "billed, not used"));
    table.row(cells("Held", e -> money(e.getValue().held()), "in doubt: in no other figure"));
    table.row(
        cells("Reclaimable", e -> money(e.getValue().reclaimable()), "billed, used, but idle"));
    table.lines("  ").forEach(out::println);
    out.println();
  }

  private Object[] cells(
      String label, Function<Map.Entry<String, Summary.Totals>, String> cell, String note) {
    return java.util.stream.Stream.of(
            java.util.stream.Stream.of(label),
            summary.totals().entrySet().stream().map(cell),
            java.util.stream.Stream.of(note))
        .flatMap(s -> s)
        .toArray();
  }

  private void classes() {
    Table table = new Table("lrl");
    for (String name : CLASSES) {
      Map<String, Integer> reasons = summary.classes().get(name);
      if (reasons != null) {
        table.row(
            name,
            Counts.of(reasons.values().stream().mapToLong(Integer::longValue).sum()),
            reasons.entrySet().stream()
                .sorted(
                    Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(e -> words(e.getKey()) + " " + Counts.of(e.getValue()))
                .collect(Collectors.joining(", ")));
      }
    }
    table.lines("  ").forEach(out::println);
    out.println();
  }

  private void coverage() {
    Summary.Coverage coverage = summary.coverage();
    out.printf(
        Locale.ROOT,
        "  Explained  %s of %,d usage records (%,d counted, %,d excluded, %,d open)%n"
            + "             %s of %,d billing lines in force%n%n",
        percent(coverage.recordsExplained()),
        coverage.records(),
        coverage.counted(),
        coverage.excluded(),
        coverage.unaccounted(),
        percent(coverage.linesExplained()),
        coverage.lines());
    String label = "  Decided    ";
    for (String sentence : summary.folding().words()) {
      out.println(label + OneLine.clean(sentence));
      label = " ".repeat(label.length());
    }
    out.println();
  }

  private void integrations() {
    long healthy =
        summary.integrations().values().stream().filter(i -> i.health().equals("healthy")).count();
    out.printf(
        Locale.ROOT,
        "  Integrations  %,d of %,d healthy%n",
        healthy,
        summary.integrations().size());
    Table table = new Table("llrl");
    summary
        .integrations()
        .forEach(
            (id, integration) -> {
              if (!integration.health().equals("healthy")) {
                table.row(
                    id,
                    words(integration.health()),
                    Counts.of(integration.records()) + " records",
                    integration.lastSuccessAt().isEmpty()
                        ? "never synchronised"
                        : "last good sync " + integration.lastSuccessAt());
              }
            });
    table.lines("    ").forEach(out::println);
    out.println();
  }

  private void problems() {
    List<InputProblem> problems = summary.problems();
    if (problems.isEmpty()) {
      return;
    }
    out.printf(Locale.ROOT, "  Input  %s could not be used%n", Counts.many(problems.size(), "row"));
    problems.stream()
        .limit(PROBLEMS_SHOWN)
        .forEach(problem -> out.println("    " + OneLine.clean(problem)));
    if (problems.size() > PROBLEMS_SHOWN) {
      out.println("    … all of them in summary.json");
    }
    out.println();
  }

  private void files(Path folder) {
    out.println("  Report  " + folder.resolve(ResultFolder.REPORT));
    out.println(
        "  Files   "
            + folder
            + ": "
            + ResultFolder.FILES.stream()
                .filter(name -> !name.equals(ResultFolder.REPORT))
                .collect(Collectors.joining(", ")));
  }

  private static String money(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, amount.scale()) + "f", amount);
  }

  private static String words(String code) {
    return code.replace('_', ' ');
  }

  /** Never rounded up to the whole: 99.96 is not 100. */
  private static String percent(@Nullable BigDecimal fraction) {
    return fraction == null
        ? "none"
        : fraction.movePointRight(2).setScale(1, RoundingMode.DOWN).toPlainString() + " %";
  }
}
