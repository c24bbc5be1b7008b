package io.trueup.app;

import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.scenario.ScenarioResult;
import io.trueup.scenario.ScenarioRun;
import io.trueup.scenario.ScenarioRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup rules test}: runs given/when/then scenarios against a bundle. */
@Command(
    name = "test",
    description = "Runs scenarios against a rule bundle; exit code 1 when one does not hold.",
    mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {
  private static final Path SCENARIOS = Path.of("rule-tests", "scenarios");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rule bundle; by default the shipped one.")
  private @Nullable Path rules;

  @Option(
      names = "--scenarios",
      paramLabel = "DIR",
      description =
          "A scenario file, or a folder of them; by default those in the bundle's folder, else Trueup's own.")
  private @Nullable Path scenarios;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path where = scenarios == null ? beside().orElseGet(RulesTestCommand::own) : scenarios;
    if (!Files.exists(where)) {
      throw new Refusal("there are no scenarios", where, "name a file or folder with --scenarios");
    }
    RuleBundle bundle = Bundles.load(Bundles.optional(rules));
    ScenarioRun run =
        ScenarioRunner.run(
            bundle,
            where,
            ReadOptions.DEFAULTS.withPresets(
                Bundles.presets(bundle.files(), Bundles.optional(rules))));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      new RulesJson(out).scenarios(run);
    } else {
      run.failed().forEach(result -> print(result, out));
      run.problems().forEach(out::println);
      out.println(
          Counts.many(run.results().size(), "scenario")
              + ", "
              + (run.failed().isEmpty() ? "all hold" : run.failed().size() + " failed")
              + (run.problems().isEmpty()
                  ? ""
                  : ", " + Counts.many(run.problems().size(), "problem") + " in the texts"));
    }
    out.flush();
    return run.passed() ? Failures.DONE : Failures.DOES_NOT_HOLD;
  }

  private static void print(ScenarioResult result, PrintWriter out) {
    out.println(result.report());
  }

  /** A bundle's folder may hold its own scenarios, as an exported one does. */
  private Optional<Path> beside() {
    return Optional.ofNullable(rules)
        .map(dir -> dir.resolve("scenarios"))
        .filter(Files::isDirectory);
  }

  /** Beside the launcher that started this, or below the working directory. */
  private static Path own() {
    return Optional.ofNullable(System.getProperty("trueup.home"))
        .map(home -> Path.of(home).resolve(SCENARIOS))
        .orElse(SCENARIOS);
  }
}
