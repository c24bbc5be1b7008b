package io.trueup.app;

import io.trueup.folder.Presets;
import io.trueup.rulebase.Readings;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleProblem;
import io.trueup.rulebase.TableRules;
import io.trueup.scenario.Feature;
import io.trueup.stage.RuleFacts;
import io.trueup.workbook.WorkbookTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup rules check}: lints and compiles bundles and single rule files. */
@Command(
    name = "check",
    description = "Checks rule bundles and rule files; exit code 1 when there is a problem.",
    mixinStandardHelpOptions = true)
final class RulesCheckCommand implements Callable<Integer> {
  private static final Pattern PLACE = Pattern.compile("([^:]+):(\\d+): (.+)");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "A bundle's folder, or a file.")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final List<Found> advice = new ArrayList<>();
  private int files;
  private int rules;

  /** A problem with its file as the caller can open it. */
  private record Found(String file, RuleProblem problem) {}

  @Override
  public Integer call() throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        folder(path, found);
      } else if (Files.isRegularFile(path)) {
        file(path, found);
      } else {
        throw new Refusal("there is no such file", path, "name a rule file or a bundle's folder");
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      new RulesJson(out).problems(located(found), located(advice), files, rules);
    } else {
      found.forEach(f -> out.println(text(f)));
      advice.forEach(f -> out.println("advice: " + text(f)));
      out.println(
          found.isEmpty()
              ? "no problems in " + Counts.many(files, "file") + ", " + Counts.many(rules, "rule")
              : Counts.many(found.size(), "problem") + " in " + Counts.many(files, "file"));
    }
    out.flush();
    return found.isEmpty() ? Failures.DONE : Failures.DOES_NOT_HOLD;
  }

  private static String text(Found found) {
    RuleProblem problem = located(found);
    return problem + (problem.hint().isEmpty() ? "" : "\n    " + problem.hint());
  }

  private static List<RuleProblem> located(List<Found> found) {
    return found.stream().map(f -> located(f)).toList();
  }

  private static RuleProblem located(Found found) {
    RuleProblem p = found.problem();
    return new RuleProblem(found.file(), p.line(), p.column(), p.id(), p.message(), p.hint());
  }

  private void folder(Path folder, List<Found> found) throws IOException {
    Map<String, String> texts = Bundles.read(folder);
    boolean bundle =
        texts.containsKey("policy.yml")
            || Arrays.stream(RuleBundle.Stage.values())
                .anyMatch(stage -> texts.keySet().stream().anyMatch(in(stage.folder() + "/")));
    if (!bundle) {
      try (Stream<Path> each = Files.list(folder)) {
        for (Path file : each.filter(f -> isRules(f.toString())).sorted().toList()) {
          file(file, found);
        }
      }
      return;
    }
    RuleBundle.Checked checked =
        RuleFacts.check(texts, new Readings(), Feature.rulesNamed(texts).orElse(null));
    files += texts.size();
    RuleBundle loaded = checked.bundle();
    if (loaded != null) {
      rules += loaded.catalogue().size();
    }
    checked.problems().forEach(p -> found.add(new Found(folder.resolve(p.file()).toString(), p)));
    checked.advice().forEach(p -> advice.add(new Found(folder.resolve(p.file()).toString(), p)));
    presets(texts).forEach(p -> found.add(new Found(folder.resolve(p.file()).toString(), p)));
  }

  private static List<RuleProblem> presets(Map<String, String> texts) {
    try {
      Presets.load(texts);
      return List.of();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).lines().map(RulesCheckCommand::preset).toList();
    }
  }

  private static RuleProblem preset(String line) {
    Matcher place = PLACE.matcher(line);
    return place.matches()
        ? new RuleProblem(
            place.group(1), Integer.parseInt(place.group(2)), 1, "PRESET", place.group(3), "")
        : new RuleProblem("presets", 1, 1, "PRESET", line, "");
  }

  private static boolean isRules(String name) {
    return name.endsWith(".drl") || TableRules.isTable(name) || WorkbookTable.is(name);
  }

  private static java.util.function.Predicate<String> in(String folder) {
    return path -> path.startsWith(folder);
  }

  /** A file by itself, with the bundle that it lies in. */
  private void file(Path file, List<Found> found) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    String name = Objects.requireNonNull(absolute.getFileName()).toString();
    String text = Bundles.text(file);
    Map<String, String> texts = new TreeMap<>();
    String kept = WorkbookTable.is(name) ? WorkbookTable.csvPath(name) : name;
    String path = name.endsWith(".yml") ? name : stage(folder, text) + "/" + kept;
    Path bundle = folder == null ? null : folder.getParent();
    if (bundle != null && Files.isRegularFile(bundle.resolve("policy.yml"))) {
      texts.putAll(Bundles.read(bundle));
    }
    texts.put(path, text);
    RuleBundle.Checked checked = RuleFacts.check(texts, new Readings(), null);
    files++;
    RuleBundle loaded = checked.bundle();
    if (loaded != null) {
      rules += (int) loaded.catalogue().stream().filter(r -> r.file().equals(path)).count();
    }
    checked.problems().stream()
        .filter(p -> p.file().equals(path))
        .forEach(p -> found.add(new Found(file.toString(), p)));
    checked.advice().stream()
        .filter(p -> p.file().equals(path))
        .forEach(p -> advice.add(new Found(file.toString(), p)));
  }

  /** The stage whose folder the file lies in, or whose package it names. */
  private static String stage(@org.jspecify.annotations.Nullable Path folder, String text) {
    Path name = folder == null ? null : folder.getFileName();
    for (RuleBundle.Stage stage : RuleBundle.Stage.values()) {
      if (name != null && name.toString().equals(stage.folder())) {
        return stage.folder();
      }
    }
    for (RuleBundle.Stage stage : RuleBundle.Stage.values()) {
      if (text.contains("package " + stage.drlPackage())) {
        return stage.folder();
      }
    }
    return RuleBundle.Stage.DISCREPANCIES.folder();
  }
}
