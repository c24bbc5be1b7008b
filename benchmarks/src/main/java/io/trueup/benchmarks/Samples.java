package io.trueup.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the runs of one program took, in milliseconds. */
final class Samples {
  /**
   * One run.
   *
   * @param cpu of all threads and processes that worked for it, garbage collection included
   * @param wall on the clock
   * @param collecting the part of {@code cpu} that collected garbage
   */
  record Sample(double cpu, double wall, double collecting) {}

  /** Smallest, median and largest. */
  record Spread(double min, double median, double max) {}

  private final List<Sample> all = new ArrayList<>();

  void add(Sample sample) {
    all.add(sample);
  }

  void addAll(Samples more) {
    all.addAll(more.all);
  }

  int size() {
    return all.size();
  }

  Spread cpu() {
    return spread(Sample::cpu);
  }

  Spread wall() {
    return spread(Sample::wall);
  }

  Spread collecting() {
    return spread(Sample::collecting);
  }

  private Spread spread(ToDoubleFunction<Sample> value) {
    double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }
}
