package io.trueup.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.Readings;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What thousands of rules cost: {@code RuleScale RULES [COUNT RUNS]} with the folder of the shipped
 * rules. Each run is a JVM of its own on two cores: the bundle is built cold, then one file of it
 * is changed and checked, and changed again and compiled, then a month of 60,000 usage records is
 * evaluated with it and with the shipped rules in turn. In another JVM a bundle that was checked
 * before is started again.
 */
final class RuleScale {
  private static final int WARM_CHANGES = 15;
  private static final int EVALUATIONS = 12;

  private RuleScale() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: RuleScale RULES [COUNT RUNS]");
    }
    Path rules = Path.of(args[0]);
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
    if (args.length == 4) {
      Map<String, String> shipped = ShippedRules.files(rules);
      int there = RuleFacts.load(shipped).get().catalogue().size();
      Map<String, String> files = GeneratedRules.beside(shipped, count - there);
      once(shipped, files, Path.of(args[3]));
      return;
    }
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    Path folder = Files.createTempDirectory("trueup-rules");
    try {
      new GeneratedFolder(folder, Size.S).write();
      Map<String, List<Double>> figures = new LinkedHashMap<>();
      for (int run = 0; run < runs; run++) {
        child(args[0], count, "--once", folder, figures);
      }
      figures.forEach(
          (what, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            System.out.printf(
                Locale.ROOT,
                "%-48s min %8.2f  median %8.2f  max %8.2f%n",
                what,
                sorted.get(0),
                median(values),
                sorted.get(sorted.size() - 1));
          });
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  /** Everything that happens in one life of a service. */
  private static void once(Map<String, String> shipped, Map<String, String> files, Path folder) {
    Readings readings = new Readings();
    RuleBundle bundle = timed("cold: build", () -> RuleFacts.load(files, readings).get());
    say("rules", bundle.catalogue().size());
    say("files", files.size());
    String path =
        files.keySet().stream().filter(p -> p.contains("exceptions-")).findFirst().orElseThrow();
    String text = files.getOrDefault(path, "");
    List<Double> checks = new ArrayList<>();
    List<Double> compilations = new ArrayList<>();
    for (int round = 0; round < WARM_CHANGES; round++) {
      files.put(path, GeneratedRules.changed(text, round));
      long start = System.nanoTime();
      RuleBundle.Checked checked = RuleFacts.check(files, readings, null);
      checks.add(seconds(start));
      if (!checked.problems().isEmpty()) {
        throw new IllegalStateException(checked.problems().toString());
      }
      files.put(path, GeneratedRules.changed(text, 1_000 + round));
      start = System.nanoTime();
      bundle = RuleFacts.load(files, readings).get();
      compilations.add(seconds(start));
    }
    say("one file changed: first check, s", checks.get(0));
    say("one file changed: check with advice, s", median(checks));
    say("one file changed: first compilation, s", compilations.get(0));
    say("one file changed: compilation, s", median(compilations));
    List<Double> full = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      RuleFacts.load(files).get();
      full.add(seconds(start));
    }
    say("warm: build without anything known, s", median(full));
    evaluate(
        RuleFacts.load(shipped).get(), bundle, ExportFolder.read(folder, ReadOptions.DEFAULTS));
  }

  /** Both bundles in turn, so that what the machine does else meets both. */
  private static void evaluate(RuleBundle shipped, RuleBundle many, Month month) {
    List<Double> few = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < EVALUATIONS; round++) {
      double one = work(shipped, month);
      double other = work(many, month);
      if (round >= EVALUATIONS / 3) {
        few.add(one);
        all.add(other);
        ratios.add(other / one);
      }
    }
    say("month with the shipped rules, CPU s", median(few));
    say("month with all rules, CPU s", median(all));
    say("ratio", median(ratios));
  }

  private static double work(RuleBundle bundle, Month month) {
    double before = cpu();
    Reconciliation.run(month, bundle, GeneratedFolder.AS_OF, 1);
    return cpu() - before;
  }

  private static <T> T timed(String what, Supplier<T> work) {
    double before = cpu();
    long start = System.nanoTime();
    T result = work.get();
    say(what + ", s", seconds(start));
    say(what + ", CPU s", cpu() - before);
    return result;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void say(String what, double value) {
    System.out.println("= " + what + " = " + value);
  }

  private static void child(
      String rules, int count, String mode, Path folder, Map<String, List<Double>> figures)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:ActiveProcessorCount=2",
            "-Xmx2g",
            "-cp",
            System.getProperty("java.class.path"),
            RuleScale.class.getName(),
            rules,
            String.valueOf(count),
            mode,
            folder.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] parts = line.split(" = ", 2);
        if (line.startsWith("= ") && parts.length == 2) {
          figures
              .computeIfAbsent(parts[0].substring(2), what -> new ArrayList<>())
              .add(Double.valueOf(parts[1]));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a run failed; try " + String.join(" ", command));
    }
  }
}
