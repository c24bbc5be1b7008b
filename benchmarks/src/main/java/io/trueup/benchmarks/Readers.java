package io.trueup.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Many people who read a month while runs are going on: {@code Readers ADDRESS KEY_FILE RUN_ID
 * BUSY_DATASET_ID|- [READERS] [THINK_MILLIS] [SECONDS] [--json]}, against a service that has done
 * the run. Each reader asks for one address after another, drawn evenly, and thinks in between:
 * exponentially distributed with that mean, 0 for not at all. All the while another dataset is
 * reconciled over and over, as of another month. The first third of the time counts as warm-up.
 */
final class Readers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReadMonth month;
  private final int count;
  private final int think;
  private final int seconds;
  private final AtomicBoolean over = new AtomicBoolean();

  private Readers(ReadMonth month, int count, int think, int seconds) {
    this.month = month;
    this.count = count;
    this.think = think;
    this.seconds = seconds;
  }

  /** One answer; {@code failed} when it was none. */
  private record Answer(String name, double millis, boolean failed) {}

  /** What one address took, in milliseconds of the wall. */
  record Line(String name, int requests, int errors, double p50, double p95, double p99) {}

  public static void main(String[] args) throws Exception {
    List<String> plain = new ArrayList<>(List.of(args));
    boolean json = plain.remove("--json");
    if (plain.size() < 4) {
      throw new IllegalArgumentException(
          "usage: Readers ADDRESS KEY_FILE RUN_ID BUSY_DATASET_ID|- [READERS] [THINK_MILLIS]"
              + " [SECONDS] [--json]");
    }
    ReadMonth month =
        new ReadMonth(plain.get(0), Files.readString(Path.of(plain.get(1))).strip(), plain.get(2));
    month.signIn();
    Readers readers =
        new Readers(month, number(plain, 4, 50), number(plain, 5, 1_000), number(plain, 6, 90));
    readers.read(plain.get(3), json);
  }

  private static int number(List<String> args, int at, int otherwise) {
    return args.size() > at ? Integer.parseInt(args.get(at)) : otherwise;
  }

  private void read(String busy, boolean json) throws Exception {
    Map<String, List<String>> addresses = month.addresses();
    double before = load();
    ExecutorService pool = Executors.newFixedThreadPool(count + 1);
    try {
      Future<Integer> runs = pool.submit(() -> busy.equals("-") ? 0 : month.runs(busy, over));
      long start = System.nanoTime();
      List<Callable<List<Answer>>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(i);
        all.add(() -> one(addresses, dice, start));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<List<Answer>> each : pool.invokeAll(all)) {
        answers.addAll(each.get());
      }
      over.set(true);
      print(answers, runs.get(), before, json);
    } finally {
      over.set(true);
      pool.shutdown();
    }
  }

  /** One reader; what is answered during warm-up is forgotten. */
  private List<Answer> one(Map<String, List<String>> addresses, RandomGenerator dice, long start)
      throws InterruptedException {
    List<String> names = List.copyOf(addresses.keySet());
    List<Answer> answers = new ArrayList<>();
    long end = start + seconds * 1_000_000_000L;
    long warm = start + seconds * 1_000_000_000L / 3;
    while (System.nanoTime() < end) {
      if (think > 0) {
        Thread.sleep((long) (dice.nextExponential() * think));
      }
      String name = names.get(dice.nextInt(names.size()));
      List<String> of = addresses.getOrDefault(name, List.of());
      long asked = System.nanoTime();
      boolean failed = false;
      try {
        month.get(of.get(dice.nextInt(of.size())));
      } catch (IOException e) {
        failed = true;
      }
      if (asked > warm) {
        answers.add(new Answer(name, (System.nanoTime() - asked) / 1e6, failed));
      }
    }
    return answers;
  }

  private void print(List<Answer> answers, int runs, double before, boolean json)
      throws IOException {
    Map<String, List<Answer>> byName = new TreeMap<>();
    answers.forEach(
        answer -> byName.computeIfAbsent(answer.name(), name -> new ArrayList<>()).add(answer));
    List<Line> lines = new ArrayList<>();
    byName.forEach((name, all) -> lines.add(line(name, all)));
    lines.add(line("all", answers));
    double rate = answers.size() / (seconds * 2 / 3.0);
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("readers", count);
      document.put("think_ms", think);
      document.put("seconds", seconds);
      document.put("requests_per_second", rate);
      document.put("runs_finished", runs);
      document.put("load_before", before);
      document.put("load_after", load());
      document.put("endpoints", lines);
      System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%d readers, %d ms of thinking, %.1f requests a second, %d runs finished, load %.1f to %.1f%n%n",
        count,
        think,
        rate,
        runs,
        before,
        load());
    System.out.println("| endpoint | requests | errors | p50 ms | p95 ms | p99 ms |");
    System.out.println("|---|---|---|---|---|---|");
    for (Line each : lines) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %.0f | %.0f | %.0f |%n",
          each.name(),
          each.requests(),
          each.errors(),
          each.p50(),
          each.p95(),
          each.p99());
    }
  }

  private static Line line(String name, List<Answer> answers) {
    double[] sorted = answers.stream().mapToDouble(Answer::millis).sorted().toArray();
    return new Line(
        name,
        sorted.length,
        (int) answers.stream().filter(Answer::failed).count(),
        at(sorted, 0.5),
        at(sorted, 0.95),
        at(sorted, 0.99));
  }

  private static double at(double[] sorted, double part) {
    return sorted.length == 0
        ? 0
        : sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))];
  }

  private static double load() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
