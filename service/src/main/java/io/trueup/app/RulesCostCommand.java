package io.trueup.app;

import io.trueup.facts.Month;
import io.trueup.report.RuleCostsJson;
import io.trueup.stage.RuleCosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup rules cost}: which rules a month's time goes to. */
@Command(
    name = "cost",
    description =
        "Reconciles a month and says which rules its time goes to, how often they fire, and what"
            + " would make them cheaper.",
    mixinStandardHelpOptions = true)
final class RulesCostCommand implements Callable<Integer> {
  private static final int STEPS = 2;
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The export folder.")
  private Path data = Path.of("");

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rule bundle; by default the shipped one.")
  private @Nullable Path rules;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Day to judge at, as 2026-10-31; by default the day of the last sync.")
  private @Nullable LocalDate asOf;

  @Option(names = "--all", description = "Every rule, not only the most expensive ones.")
  private boolean all;

  @Option(names = "--quiet", description = "No progress on stderr.")
  private boolean quiet;

  @Option(names = "--json", description = "Print one JSON document with every rule.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    RuleCosts costs;
    try (Steps steps = new Steps(spec.commandLine().getErr(), quiet, STEPS)) {
      int threads = Runtime.getRuntime().availableProcessors();
      MonthRun run =
          MonthRun.by(Bundles.optional(rules), threads, () -> LocalDate.now(Clock.systemUTC()));
      steps.next("Reading " + data);
      Month month = run.read(data);
      LocalDate day = Optional.ofNullable(asOf).orElseGet(() -> run.asOf(month));
      steps.next("Reconciling as of " + day + " and watching the rules");
      costs = RuleCosts.measure(month, run.rules().get(), day, threads);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(RuleCostsJson.text(costs));
    } else {
      print(costs, out);
    }
    out.flush();
    return Failures.DONE;
  }

  private void print(RuleCosts costs, PrintWriter out) {
    costs.folding().words().forEach(sentence -> out.println(OneLine.clean(sentence)));
    out.printf(
        Locale.ROOT,
        "Conditions and conclusions took %s of the %s that deciding took; the rest is the engine's"
            + " own.%n%n",
        millis(costs.nanos()),
        millis(costs.evaluating()));
    int shown = all ? costs.rules().size() : Math.min(SHOWN, costs.rules().size());
    List<RuleCosts.RuleCost> first = costs.rules().subList(0, shown);
    Table table = new Table("rrrrrrll");
    table.row("time", "share", "checks", "fired", "held", "cases", "rule", "");
    for (RuleCosts.RuleCost cost : first) {
      table.row(
          millis(cost.nanos()),
          String.format(Locale.ROOT, "%.1f %%", 100 * cost.share()),
          Counts.of(cost.checks()),
          Counts.of(cost.fired()),
          Counts.of(cost.held()),
          cost.caseByCase() ? Counts.of(cost.cases()) : "–",
          cost.rule().id(),
          OneLine.clean(cost.rule().name()));
    }
    table.lines("").forEach(out::println);
    out.println();
    if (shown < costs.rules().size()) {
      out.printf(
          Locale.ROOT,
          "%,d more rules took less; --all shows them.%n",
          costs.rules().size() - shown);
    }
    out.println("Conditions that rules share count for each of them, so shares can exceed 100 %.");
    for (RuleCosts.RuleCost cost : costs.rules()) {
      cost.hints().forEach(hint -> out.println(cost.rule().id() + "  " + OneLine.clean(hint)));
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%,.2f ms", nanos / 1e6);
  }
}
