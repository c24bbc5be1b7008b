package io.trueup.app;

import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.scenario.Feature;
import io.trueup.scenario.Scenario;
import io.trueup.scenario.ScenarioResult;
import io.trueup.scenario.ScenarioRun;
import io.trueup.scenario.ScenarioRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Only scenarios whose name holds these words, or the one at FILE:LINE.")
  private @Nullable String scenario;

  @Option(
      names = "--rule",
      paramLabel = "ID",
      description = "Only scenarios that the rule is to fire in, and those of files that name it.")
  private @Nullable String rule;

  @Option(
      names = "--coverage",
      description = "Say in how many scenarios each rule fired, those that never did first.")
  private boolean coverage;

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
        ScenarioRunner.load(
                where,
                ReadOptions.DEFAULTS.withPresets(
                    Bundles.presets(bundle.files(), Bundles.optional(rules))))
            .run(bundle, this::wanted);
    if (run.results().isEmpty() && run.problems().isEmpty()) {
      throw nothing(where);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      new RulesJson(out).scenarios(run, coverage ? covered(bundle) : List.of());
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
      if (coverage) {
        cover(bundle, run, out);
      }
    }
    out.flush();
    return run.passed() ? Failures.DONE : Failures.DOES_NOT_HOLD;
  }

  private Refusal nothing(Path where) {
    if (scenario == null && rule == null) {
      return new Refusal("there are no scenarios", where, "write one, as in rule-tests/scenarios");
    }
    return new Refusal(
        "no scenario fits",
        (scenario == null ? "" : "--scenario " + scenario + " ")
            + (rule == null ? "" : "--rule " + rule),
        "leave it out, or read what there is in " + where);
  }

  private boolean wanted(Feature feature, Scenario one) {
    String words = scenario;
    String id = rule;
    boolean named =
        words == null
            || one.name().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))
            || one.where().equals(words)
            || one.where().endsWith("/" + words);
    Set<String> fired = one.fired();
    boolean tests =
        id == null || (fired != null && fired.contains(id)) || feature.rules().containsKey(id);
    return named && tests;
  }

  private List<RuleInfo> covered(RuleBundle bundle) {
    return bundle.catalogue().stream()
        .filter(info -> rule == null || info.id().equals(rule))
        .toList();
  }

  private void cover(RuleBundle bundle, ScenarioRun run, PrintWriter out) {
    Map<String, Integer> firings = run.firings();
    covered(bundle).stream()
        .sorted(
            Comparator.comparing((RuleInfo info) -> firings.getOrDefault(info.id(), 0))
                .thenComparing(RuleInfo::id))
        .forEach(
            info ->
                out.printf(
                    "%5d  %s  %s%n",
                    firings.getOrDefault(info.id(), 0), info.id(), OneLine.clean(info.name())));
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
