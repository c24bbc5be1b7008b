package io.trueup.app;

import io.trueup.compare.Differences;
import io.trueup.compare.Side;
import io.trueup.facts.Month;
import io.trueup.report.DifferencesCsv;
import io.trueup.report.DifferencesJson;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup rules diff}: what an edited bundle would change on a month. */
@Command(
    name = "diff",
    description =
        "Says what an edited bundle would change on a month: discrepancies that appear, vanish or"
            + " move, the money, and the rule that made each difference.",
    mixinStandardHelpOptions = true)
final class RulesDiffCommand implements Callable<Integer> {
  private static final int STEPS = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Rule bundle to compare with; by default the shipped one.")
  private @Nullable Path from;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The edited bundle.")
  private Path to = Path.of("");

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The export folder.")
  private Path data = Path.of("");

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Day to judge at, as 2026-10-31; by default the day of the last sync.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write every difference, a row each.")
  private @Nullable Path csv;

  @Option(names = "--quiet", description = "No progress on stderr.")
  private boolean quiet;

  @Option(names = "--json", description = "Print one JSON document with every difference.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (csv != null && Files.isDirectory(csv)) {
      throw new Refusal("this is a folder", csv, "name a file with --csv");
    }
    Differences differences;
    DifferencesJson.Head head;
    Month month;
    try (Steps steps = new Steps(spec.commandLine().getErr(), quiet, STEPS)) {
      MonthRun before = run(Bundles.optional(from));
      MonthRun after = run(Optional.of(to));
      steps.next("Reading " + data);
      month = before.read(data);
      LocalDate day = Optional.ofNullable(asOf).orElse(before.asOf(month));
      steps.next("Reconciling by " + name(from) + " as of " + day);
      Side was = Side.of(before.evaluate(month, day));
      steps.next("Reconciling by " + to);
      // Presets fill the month's mappings: with others it has to be read again.
      Month again = after.presets().equals(before.presets()) ? month : after.read(data);
      Reconciled result = after.evaluate(again, day);
      differences = Differences.between(was, Side.of(result));
      head = new DifferencesJson.Head(day, month.inputHash());
    }
    if (csv != null) {
      DifferencesCsv.write(differences.all(), csv);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(DifferencesJson.document(differences, head));
    } else {
      new DifferencesText(differences, out).print(name(from), to.toString(), head.asOf());
      if (csv != null) {
        out.println("  All differences  " + csv);
      }
    }
    out.flush();
    return Failures.DONE;
  }

  private static MonthRun run(Optional<Path> rules) {
    return MonthRun.by(
        rules, Runtime.getRuntime().availableProcessors(), () -> LocalDate.now(Clock.systemUTC()));
  }

  private static String name(@Nullable Path bundle) {
    return bundle == null ? "the shipped rules" : bundle.toString();
  }
}
