package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a month takes in memory, in a JVM of its own: {@code HeapInUse RULES FOLDER} reads it,
 * reconciles it, collects garbage while month and result are held, and says how much is in use.
 */
final class HeapInUse {
  private static final String SAID = "heap in use, bytes: ";

  private HeapInUse() {}

  public static void main(String[] args) {
    RuleBundle bundle = RuleFacts.load(ShippedRules.files(Path.of(args[0]))).get();
    Month month = ExportFolder.read(Path.of(args[1]), ReadOptions.DEFAULTS);
    Reconciled result =
        Reconciliation.run(
            month, bundle, GeneratedMonth.AS_OF, Runtime.getRuntime().availableProcessors());
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    System.out.println(SAID + used);
    if (result.discrepancies().size() + month.companies().size() == 0) {
      throw new IllegalStateException("nothing was found");
    }
  }

  /** Starts such a JVM; mebibytes, or -1 where it did not fit. */
  static long measure(Path rules, Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseParallelGC",
                    "-Xmx" + System.getProperty("trueup.bench.heap", "4g"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    HeapInUse.class.getName(),
                    rules.toString(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long used = -1;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(SAID)) {
          used = Long.parseLong(line.substring(SAID.length())) >> 20;
        }
      }
    }
    process.waitFor();
    return used;
  }
}
