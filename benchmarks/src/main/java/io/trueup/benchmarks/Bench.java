package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code trueup bench}: the engine and its rivals on the same generated month, in one run. Exit
 * code 0, 1 when the results do not agree, 2 when the command line is wrong, 3 for a fault.
 */
final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    int code;
    try {
      BenchOptions options = BenchOptions.of(args);
      code = options.help() ? help() : run(options);
    } catch (BenchOptions.Wrong wrong) {
      System.err.println(wrong.getMessage());
      code = 2;
    } catch (Exception | OutOfMemoryError fault) {
      System.err.println(
          "the benchmark stopped ("
              + String.valueOf(fault).replaceAll("\\s+", " ")
              + ") — trueup bench — see what is missing; a smaller --size needs less memory");
      code = 3;
    }
    System.exit(code);
  }

  private static int help() {
    System.out.print(BenchOptions.HELP);
    return 0;
  }

  private static int run(BenchOptions options) throws Exception {
    Consumer<String> progress = options.quiet() ? text -> {} : text -> System.err.println(text);
    Path work = Files.createTempDirectory("trueup-bench");
    try {
      BenchReport report = new BenchReport(options.size(), options.rounds());
      for (int tenant = 0; tenant < options.size().tenants(); tenant++) {
        Path own = Files.createDirectories(work.resolve("tenant" + tenant));
        month(options, own, tenant, report, progress);
        delete(own);
      }
      System.out.print(options.json() ? report.json() : report.text());
      return report.agree() ? 0 : 1;
    } finally {
      delete(work);
    }
  }

  private static void month(
      BenchOptions options, Path work, int tenant, BenchReport report, Consumer<String> progress)
      throws Exception {
    Path rules = Path.of(System.getProperty("trueup.home", ".")).resolve("rules");
    Map<String, String> shipped = ShippedRules.files(rules);
    RuleBundle bundle = BenchBundle.DEFAULT.load(shipped);
    progress.accept("making a month of size " + options.size());
    GeneratedMonth generated = new GeneratedMonth(options.size(), GeneratedMonth.SEED + tenant);
    Month month = generated.facts();
    List<UsageRecord> usage = generated.usage();
    Path folder = work.resolve("month");
    new GeneratedFolder(folder, month).write();
    MemoryRace memory = new MemoryRace(shipped, options.size(), month, usage, progress);
    Map<String, Samples> samples = memory.run(options.rounds(), options::with);
    report.add(samples, memory.agreements(), Map.of());
    memory.notes().forEach(report::note);
    if (options.with("store")) {
      store(options, work, folder, month, usage, bundle, memory.digest(), report, progress);
    }
    if (options.with("heap")) {
      progress.accept("measuring the heap");
      report.heap(HeapInUse.measure(rules, folder));
    }
    if (options.with("csv")) {
      report.add(CsvRace.run(rules, folder, options.rounds(), progress), Map.of(), Map.of());
    }
  }

  private static void store(
      BenchOptions options,
      Path work,
      Path folder,
      Month month,
      List<UsageRecord> usage,
      RuleBundle bundle,
      String digest,
      BenchReport report,
      Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    try (StoreRace store = new StoreRace(work, folder)) {
      Map<String, Samples> samples =
          store.run(
              month, usage, BenchBundle.DEFAULT.policy(bundle), digest, options.rounds(), progress);
      report.add(samples, store.agreements(), store.details());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
