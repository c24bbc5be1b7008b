package io.trueup.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.trueup.clients.EngineMatching;
import io.trueup.clients.LabelledClients;
import io.trueup.clients.MatchScore;
import io.trueup.clients.Prediction;
import io.trueup.facts.Account;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.ShippedRules;
import io.trueup.stage.AccountMatcher;
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
import java.util.stream.Stream;

/**
 * Times the matching of made clients: {@code MatchingSpeed RULES [COMPANIES ACCOUNTS RUNS]}. Each
 * run is a JVM of its own with a heap of 2 GiB and two cores, from the start of the JVM over the
 * reading of the files to the last decision; rivals that compare names alone take turns with it.
 * With what is known of 20,000 companies, 100 changed accounts are then matched again.
 */
final class MatchingSpeed {
  private static final int CHANGED = 100;

  private MatchingSpeed() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 3 && args[0].equals("--once")) {
      once(args[1], Path.of(args[2].split("::")[0]), Path.of(args[2].split("::")[1]));
      return;
    }
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: MatchingSpeed RULES [COMPANIES ACCOUNTS RUNS]");
    }
    int companies = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
    int accounts = args.length > 2 ? Integer.parseInt(args[2]) : 90_000;
    int runs = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    Path folder = Files.createTempDirectory("trueup-clients");
    try {
      LabelledClients.generated(20261031, companies, accounts).write(folder);
      Map<String, List<Double>> times = new LinkedHashMap<>();
      for (int run = 0; run < runs; run++) {
        for (String method : List.of("engine", "exact", "jaro-winkler", "trigrams")) {
          child(method, args[0] + "::" + folder, times);
        }
      }
      double least = median(times.getOrDefault("exact, whole process", List.of(1.0)));
      times.forEach(
          (what, seconds) ->
              System.out.printf(
                  Locale.ROOT,
                  "%-34s min %7.2f s  median %7.2f s  max %7.2f s  x exact names %.1f%n",
                  what,
                  seconds.stream().min(Comparator.naturalOrder()).orElse(0.0),
                  median(seconds),
                  seconds.stream().max(Comparator.naturalOrder()).orElse(0.0),
                  median(seconds) / least));
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static void child(String method, String where, Map<String, List<Double>> times)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:ActiveProcessorCount=2",
                "-cp",
                System.getProperty("java.class.path"),
                MatchingSpeed.class.getName(),
                "--once",
                method,
                where)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader told =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        String[] part = line.split("\t");
        if (part.length == 2) {
          times
              .computeIfAbsent(method + ", " + part[0], w -> new ArrayList<>())
              .add(Double.parseDouble(part[1]));
        } else {
          System.out.println(line);
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("exit code " + process.exitValue() + " of " + method);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    times.computeIfAbsent(method + ", whole process", w -> new ArrayList<>()).add(seconds);
  }

  private static void once(String method, Path rules, Path folder) {
    LabelledClients clients = LabelledClients.read(folder);
    long start = System.nanoTime();
    Map<String, Prediction> said;
    if (method.equals("engine")) {
      RuleBundle bundle = RuleFacts.load(ShippedRules.files(rules)).get();
      EngineMatching engine = new EngineMatching(bundle, 2, "yes");
      AccountMatcher matcher =
          engine.matcher(clients.companies(), clients.accounts(), List.of(), List.of());
      said = EngineMatching.shaped(matcher.outcomes().values());
      tell("matching", start);
      tellWork();
      again(matcher, clients);
    } else {
      NameRivals rivals = new NameRivals(clients.companies());
      said =
          switch (method) {
            case "exact" -> rivals.exact(clients);
            case "jaro-winkler" -> rivals.jaroWinkler(clients);
            default -> rivals.trigrams(clients);
          };
      tell("matching", start);
      tellWork();
    }
    System.out.println(MatchScore.of(clients.labels(), said).line(method));
  }

  /**
   * A hundred accounts change their names a little: what a sync brings every quarter of an hour.
   */
  private static void again(AccountMatcher matcher, LabelledClients clients) {
    for (int i = 0; i < 5; i++) {
      List<Account> changed =
          clients.accounts().subList(i * CHANGED, (i + 1) * CHANGED).stream()
              .map(MatchingSpeed::renamed)
              .toList();
      long start = System.nanoTime();
      int looked = matcher.change(changed, List.of()).size();
      tell(CHANGED + " changed accounts", start);
      System.out.println(looked + " accounts were looked at again");
    }
  }

  private static Account renamed(Account a) {
    return new Account(
        a.integrationId(),
        a.accountId(),
        a.name() + " - HQ",
        a.domains(),
        a.city(),
        a.state(),
        a.country(),
        a.phone(),
        a.externalRef(),
        a.parentName(),
        a.status(),
        a.attributes());
  }

  private static void tell(String what, long start) {
    System.out.println(what + "\t" + (System.nanoTime() - start) / 1e9);
  }

  /** What the processors did in all, which other work on the machine does not lengthen. */
  private static void tellWork() {
    long work =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    System.out.println("CPU of the whole process\t" + work / 1e9);
  }

  private static double median(List<Double> seconds) {
    return seconds.stream().sorted().toList().get(seconds.size() / 2);
  }
}
