package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.report.ResultFolder;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * From the export folder to the result folder beside a program that only parses it: both in one
 * warm JVM, and each in a JVM of its own that does it once, as {@code trueup reconcile} does.
 */
final class CsvRace {
  static final String WARM = "csv_to_results_warm";
  static final String PARSING_WARM = "csv_parsing_warm";
  static final String COLD = "csv_to_results_cold";
  static final String PARSING_COLD = "csv_parsing_cold";

  private CsvRace() {}

  static Map<String, Samples> run(Path rules, Path folder, int rounds, Consumer<String> progress)
      throws Exception {
    RuleBundle bundle = RuleFacts.load(ShippedRules.files(rules)).get();
    Path out = folder.resolveSibling("results");
    List<Rounds.Program> warm =
        List.of(
            new Rounds.Program(
                WARM,
                2,
                rounds,
                () -> {
                  delete(out);
                  return results(folder, bundle, out);
                }),
            new Rounds.Program(PARSING_WARM, 4, rounds, () -> ParseFolder.parse(folder)));
    Map<String, Samples> samples = new LinkedHashMap<>(new Rounds(progress).of(warm));
    samples.put(COLD, new Samples());
    samples.put(PARSING_COLD, new Samples());
    for (int round = 0; round < rounds; round++) {
      progress.accept("cold round " + (round + 1) + " of " + rounds);
      Samples parsing = samples.get(PARSING_COLD);
      if (parsing != null) {
        parsing.add(process(ParseFolder.class.getName(), folder.toString()));
      }
      delete(out);
      Samples all = samples.get(COLD);
      if (all != null) {
        all.add(
            process(
                "io.trueup.app.Main",
                "reconcile",
                "--quiet",
                "--as-of",
                GeneratedMonth.AS_OF.toString(),
                "--data",
                folder.toString(),
                "--out",
                out.toString()));
      }
    }
    delete(out);
    return samples;
  }

  private static Month results(Path folder, RuleBundle bundle, Path out) throws IOException {
    Month month = ExportFolder.read(folder, ReadOptions.DEFAULTS);
    ResultFolder.write(
        Reconciliation.run(
            month, bundle, GeneratedMonth.AS_OF, Runtime.getRuntime().availableProcessors()),
        out);
    return month;
  }

  /** One life of a JVM that is told as the launcher tells it. */
  private static Samples.Sample process(String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseParallelGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    long pid = ProcessHandle.current().pid();
    long cpu = Cpu.ofFamily(pid) - Cpu.process();
    long start = System.nanoTime();
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    double wall = (System.nanoTime() - start) / 1e6;
    if (exit != 0) {
      throw new IllegalStateException("exit code " + exit + " of " + command);
    }
    return new Samples.Sample((Cpu.ofFamily(pid) - Cpu.process() - cpu) / 1e6, wall, 0);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }
}
