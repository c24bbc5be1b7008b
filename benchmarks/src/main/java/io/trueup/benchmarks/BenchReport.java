package io.trueup.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a benchmark found, as a table for people or as JSON for programs. */
final class BenchReport {
  private record Ratio(String name, String first, String second) {}

  /** Programs that every report names first, measured or not. */
  private static final List<String> MAIN =
      List.of(
          MemoryRace.EVALUATE,
          MemoryRace.HAND_WRITTEN,
          MemoryRace.NAIVE,
          StoreRace.RUN,
          StoreRace.FILES,
          StoreRace.SQL);

  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("evaluate_vs_hand_written", MemoryRace.EVALUATE, MemoryRace.HAND_WRITTEN),
          new Ratio("naive_vs_evaluate", MemoryRace.NAIVE, MemoryRace.EVALUATE),
          new Ratio("run_vs_sql", StoreRace.RUN, StoreRace.SQL),
          ratio(BenchBundle.RULES_500),
          ratio(BenchBundle.HOST_NAME),
          new Ratio(
              "naive_vs_evaluate_500_rules",
              MemoryRace.key(MemoryRace.NAIVE, BenchBundle.RULES_500),
              MemoryRace.key(MemoryRace.EVALUATE, BenchBundle.RULES_500)),
          new Ratio("csv_warm_vs_parsing", CsvRace.WARM, CsvRace.PARSING_WARM),
          new Ratio("csv_cold_vs_parsing", CsvRace.COLD, CsvRace.PARSING_COLD));

  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final Size size;
  private final int rounds;
  private final Map<String, Samples> samples = new LinkedHashMap<>();
  private final Map<String, Boolean> agreements = new LinkedHashMap<>();
  private final Map<String, String> details = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long heap = -1;

  BenchReport(Size size, int rounds) {
    this.size = size;
    this.rounds = rounds;
  }

  private static Ratio ratio(BenchBundle bundle) {
    return new Ratio(
        "evaluate_vs_hand_written_" + bundle.key(),
        MemoryRace.key(MemoryRace.EVALUATE, bundle),
        MemoryRace.key(MemoryRace.HAND_WRITTEN, bundle));
  }

  /** Takes in what was measured; of several months of a size all runs count alike. */
  void add(Map<String, Samples> more, Map<String, Boolean> agreeing, Map<String, String> further) {
    more.forEach((name, some) -> samples.computeIfAbsent(name, k -> new Samples()).addAll(some));
    agreeing.forEach((name, agrees) -> agreements.merge(name, agrees, Boolean::logicalAnd));
    details.putAll(further);
  }

  void note(String note) {
    notes.add(note);
  }

  void heap(long mebibytes) {
    heap = Math.max(heap, mebibytes);
  }

  /** Whether every program that took part found what the engine found. */
  boolean agree() {
    return agreements.values().stream().allMatch(agrees -> agrees);
  }

  String json() {
    ObjectNode root = mapper.createObjectNode();
    root.put("size", size.name());
    root.put("results_agree", agree());
    ObjectNode cpu = root.putObject("cpu_ms");
    MAIN.forEach(name -> put(cpu, name, median(name, Samples::cpu)));
    ObjectNode ratios = root.putObject("ratios");
    RATIOS.forEach(ratio -> put(ratios, ratio.name(), ratio(ratio, Samples::cpu)));
    root.put("runs", rounds);
    put(root, "heap_mib", heap < 0 ? null : (double) heap);
    ObjectNode wall = root.putObject("wall_ratios");
    RATIOS.forEach(ratio -> put(wall, ratio.name(), ratio(ratio, Samples::wall)));
    ObjectNode programs = root.putObject("programs");
    samples.forEach(
        (name, some) -> {
          if (some.size() > 0) {
            ObjectNode one = programs.putObject(name);
            spread(one.putObject("cpu_ms"), some.cpu());
            spread(one.putObject("wall_ms"), some.wall());
            put(one, "gc_cpu_ms", some.collecting().median());
            one.put("runs", some.size());
          }
        });
    ObjectNode agreed = root.putObject("agreements");
    agreements.forEach(agreed::put);
    ObjectNode more = root.putObject("details");
    details.forEach(more::put);
    notes.forEach(root.putArray("notes")::add);
    root.put("processors", Runtime.getRuntime().availableProcessors());
    root.put("java", System.getProperty("java.version"));
    try {
      return mapper.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Double value) {
    if (value == null) {
      node.putNull(name);
    } else {
      node.put(name, Math.round(value * 1_000) / 1_000.0);
    }
  }

  private static void spread(ObjectNode node, Samples.Spread spread) {
    put(node, "min", spread.min());
    put(node, "median", spread.median());
    put(node, "max", spread.max());
  }

  private @Nullable Double median(String name, Function<Samples, Samples.Spread> what) {
    Samples some = samples.get(name);
    return some == null || some.size() == 0 ? null : what.apply(some).median();
  }

  private @Nullable Double ratio(Ratio ratio, Function<Samples, Samples.Spread> what) {
    Double first = median(ratio.first(), what);
    Double second = median(ratio.second(), what);
    return first == null || second == null || second == 0 ? null : first / second;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Size %s: %,d companies, %,d lines, %,d usage records%s, %d cores, Java %s%n%n",
            size,
            size.companies(),
            size.lines(),
            size.records(),
            size.tenants() > 1 ? " each of " + size.tenants() + " tenants" : "",
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version")));
    text.append(
        String.format(
            Locale.ROOT,
            "%-28s %34s %34s %9s %5s  %s%n",
            "milliseconds",
            "CPU: min, median, max",
            "on the clock: min, median, max",
            "GC",
            "runs",
            "same result"));
    samples.forEach(
        (name, some) -> {
          if (some.size() > 0) {
            Boolean agrees = agreements.get(name);
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-28s %34s %34s %9.1f %5d  %s%n",
                    name,
                    text(some.cpu()),
                    text(some.wall()),
                    some.collecting().median(),
                    some.size(),
                    agrees == null ? "" : agrees ? "yes" : "NO"));
          }
        });
    text.append(String.format(Locale.ROOT, "%n%-44s %10s %10s%n", "ratios", "CPU", "clock"));
    for (Ratio ratio : RATIOS) {
      Double cpu = ratio(ratio, Samples::cpu);
      Double wall = ratio(ratio, Samples::wall);
      if (cpu != null && wall != null) {
        text.append(String.format(Locale.ROOT, "%-44s %10.2f %10.2f%n", ratio.name(), cpu, wall));
      }
    }
    text.append(
        heap < 0
            ? ""
            : String.format(Locale.ROOT, "%nheap in use with month and result: %,d MiB%n", heap));
    details.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    notes.forEach(note -> text.append(note).append('\n'));
    text.append(
        agree() ? "All results agree.\n" : "RESULTS DO NOT AGREE: the figures mean nothing.\n");
    return text.toString();
  }

  private static String text(Samples.Spread spread) {
    return String.format(
        Locale.ROOT, "%.1f  %.1f  %.1f", spread.min(), spread.median(), spread.max());
  }
}
