package io.trueup.scenario;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.folder.Presets;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.UnusableFolder;
import io.trueup.rulebase.Limits;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs scenarios against a rule bundle. Texts are read and months built once, so that the same
 * scenarios can be run against many bundles.
 */
public final class ScenarioRunner {
  /** End of the name of a scenario file. */
  public static final String SUFFIX = ".scenario";

  private static final String POLICY = "policy.yml";
  private static final long MOST_ROWS = 50_000;

  /** A scenario with the month that it describes, ready to be run. */
  public record Prepared(
      String feature, Scenario scenario, Month month, boolean matchesAccounts, List<String> slips) {
    public Prepared {
      slips = List.copyOf(slips);
    }
  }

  private final List<Feature> features;
  private final List<Prepared> prepared;
  private final List<ScenarioProblem> problems;

  private ScenarioRunner(
      List<Feature> features, List<Prepared> prepared, List<ScenarioProblem> problems) {
    this.features = List.copyOf(features);
    this.prepared = List.copyOf(prepared);
    this.problems = problems.stream().sorted(ScenarioProblem.IN_READING_ORDER).toList();
  }

  /** Reads and runs everything at {@code path}, with the bundle's presets. */
  public static ScenarioRun run(RuleBundle bundle, Path path) {
    return run(bundle, path, ReadOptions.DEFAULTS.withPresets(Presets.load(bundle.files())));
  }

  /** Reads and runs everything at {@code path}; see {@link #load(Path, ReadOptions)}. */
  public static ScenarioRun run(RuleBundle bundle, Path path, ReadOptions options) {
    return load(path, options).run(bundle);
  }

  /**
   * Reads scenarios. Texts that cannot be used are problems, never exceptions.
   *
   * @param path a scenario file, or a folder: all {@code *.scenario} files in it and below, by name
   * @param options what mappings may refer to
   */
  public static ScenarioRunner load(Path path, ReadOptions options) {
    List<Feature> features = new ArrayList<>();
    List<ScenarioProblem> problems = new ArrayList<>();
    List<Path> files = files(path, problems);
    if (files.isEmpty() && problems.isEmpty()) {
      problems.add(
          new ScenarioProblem(
              path.toString(), 0, "no scenario found", "name a file or folder with *.scenario"));
    }
    for (Path file : files) {
      read(file, problems)
          .ifPresent(
              text -> {
                Feature.Parsed parsed = ScenarioParser.parse(file.toString(), text);
                features.add(parsed.feature());
                problems.addAll(parsed.problems());
              });
    }
    return prepare(features, problems, options);
  }

  /** Reads one text. */
  public static ScenarioRunner parse(String file, String text, ReadOptions options) {
    Feature.Parsed parsed = ScenarioParser.parse(file, text);
    return prepare(List.of(parsed.feature()), new ArrayList<>(parsed.problems()), options);
  }

  private static List<Path> files(Path path, List<ScenarioProblem> problems) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> below = Files.walk(path)) {
      return below
          .filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add(
          new ScenarioProblem(path.toString(), 0, "cannot be read", "name a file or a folder"));
      return List.of();
    }
  }

  private static Optional<String> read(Path file, List<ScenarioProblem> problems) {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      problems.add(new ScenarioProblem(file.toString(), 0, "is not UTF-8", "save it as UTF-8"));
    } catch (IOException e) {
      problems.add(new ScenarioProblem(file.toString(), 0, "cannot be read", "check the file"));
    }
    return Optional.empty();
  }

  private static ScenarioRunner prepare(
      List<Feature> features, List<ScenarioProblem> problems, ReadOptions options) {
    List<Prepared> prepared = new ArrayList<>();
    for (Feature feature : features) {
      for (Scenario scenario : feature.scenarios()) {
        try {
          prepared.add(prepare(feature, scenario, options));
        } catch (UnusableFolder unusable) {
          problems.add(
              new ScenarioProblem(
                  scenario.file(),
                  scenario.line(),
                  unusable.where() + ": " + unusable.what(),
                  unusable.advice()));
        }
      }
    }
    return new ScenarioRunner(features, prepared, problems);
  }

  /**
   * Builds the month of one scenario.
   *
   * @throws UnusableFolder when its tables cannot be read, or make too many rows
   */
  public static Prepared prepare(Feature feature, Scenario scenario, ReadOptions options) {
    requireSmall(scenario);
    GivenMonth given = GivenMonth.of(scenario);
    Month month = given.read(options);
    boolean meant =
        scenario.expectations().stream().anyMatch(e -> e.of() == Expectation.Of.PROBLEMS);
    List<String> slips = new ArrayList<>();
    if (!meant) {
      for (InputProblem problem : month.problems()) {
        slips.add(
            given.where(problem)
                + ": "
                + problem
                + "\n  (a scenario that means it says: then problems)");
      }
    }
    return new Prepared(feature.name(), scenario, month, given.matchesAccounts(), slips);
  }

  /** A scenario is a few rows; one that repeats them without end must not take all memory. */
  private static void requireSmall(Scenario scenario) {
    long rows =
        scenario.given().values().stream()
            .flatMap(List::stream)
            .mapToLong(GivenColumns::rows)
            .sum();
    if (rows > MOST_ROWS) {
      throw new UnusableFolder(
          rows + " rows are too many for a scenario", "its tables", "keep to " + MOST_ROWS);
    }
  }

  /** What the files are about. */
  public List<Feature> features() {
    return features;
  }

  /** The scenarios, ready to be run one by one. */
  public List<Prepared> scenarios() {
    return prepared;
  }

  /** Texts that cannot be used, and rules that a file names but the bundle does not have. */
  public List<ScenarioProblem> problems(RuleBundle bundle) {
    Set<String> known =
        bundle.catalogue().stream()
            .map(RuleInfo::id)
            .collect(Collectors.toCollection(TreeSet::new));
    List<ScenarioProblem> all = new ArrayList<>(problems);
    for (Feature feature : features) {
      feature
          .rules()
          .forEach(
              (id, line) -> {
                if (!known.contains(id)) {
                  all.add(
                      new ScenarioProblem(
                          feature.file(),
                          line,
                          "the bundle has no rule " + id,
                          "correct the id or remove it"));
                }
              });
    }
    return all;
  }

  /** Runs all scenarios. */
  public ScenarioRun run(RuleBundle bundle) {
    return new ScenarioRun(
        prepared.stream().map(one -> run(one, bundle)).toList(), problems(bundle));
  }

  /**
   * Runs some scenarios.
   *
   * @param wanted which, with the feature that each belongs to
   */
  public ScenarioRun run(RuleBundle bundle, BiPredicate<Feature, Scenario> wanted) {
    Set<Scenario> some = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Feature feature : features) {
      feature.scenarios().stream().filter(one -> wanted.test(feature, one)).forEach(some::add);
    }
    return new ScenarioRun(
        prepared.stream()
            .filter(one -> some.contains(one.scenario()))
            .map(one -> run(one, bundle))
            .toList(),
        problems(bundle));
  }

  /** Runs one scenario. */
  public static ScenarioResult run(Prepared one, RuleBundle bundle) {
    Scenario scenario = one.scenario();
    List<String> failures = new ArrayList<>(one.slips());
    Reconciled result =
        Reconciliation.run(one.month(), withPolicy(bundle, scenario, failures), scenario.asOf(), 1);
    for (Expectation expectation : scenario.expectations()) {
      TableDiff.of(expectation, Observed.rows(expectation.of(), result))
          .ifPresent(
              diff ->
                  failures.add(
                      scenario.file()
                          + ":"
                          + expectation.line()
                          + ": "
                          + expectation.of().word()
                          + " differ\n"
                          + diff));
    }
    Set<String> fired = new TreeSet<>();
    for (RuleInfo rule : result.rulesFired()) {
      if (one.matchesAccounts() || !rule.stage().equals(Stage.CLIENT_MATCHING.folder())) {
        fired.add(rule.id());
      }
    }
    Set<String> expected = scenario.fired();
    if (expected != null && !expected.equals(fired)) {
      failures.add(
          scenario.where()
              + ": other rules fired\n    expected: "
              + String.join(" ", expected)
              + "\n    got:      "
              + String.join(" ", fired));
    }
    return new ScenarioResult(one.feature(), scenario, failures, fired);
  }

  /**
   * The bundle with the scenario's policy; unchanged, and a failure, where it cannot be applied.
   */
  private static RuleBundle withPolicy(
      RuleBundle bundle, Scenario scenario, List<String> failures) {
    if (scenario.policy().isEmpty()) {
      return bundle;
    }
    String policy = bundle.files().getOrDefault(POLICY, "");
    for (Map.Entry<String, String> one : scenario.policy().entrySet()) {
      Pattern line = Pattern.compile("(?m)^" + Pattern.quote(one.getKey()) + ": .+$");
      Matcher found = line.matcher(policy);
      if (!found.find()) {
        failures.add(scenario.where() + ": the policy has no value called " + one.getKey());
        return bundle;
      }
      policy = found.replaceFirst(Matcher.quoteReplacement(one.getKey() + ": " + one.getValue()));
    }
    RuleBundle.Loaded loaded = bundle.withPolicy(policy, Limits.DEFAULT);
    loaded.problems().forEach(p -> failures.add(scenario.where() + ": " + p));
    return loaded.problems().isEmpty() ? loaded.get() : bundle;
  }
}
