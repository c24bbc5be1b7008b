package io.trueup.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs in turn, round by round, so that whatever else the machine does meets all of them.
 * Each starts on a collected heap. A program that is over quickly is repeated within its turn until
 * the clock of CPU time, which counts in steps of 10 ms, can tell.
 */
final class Rounds {
  private static final long ENOUGH = 300_000_000;
  private static final int MOST = 200;

  /** Something that is timed. */
  interface Work {
    @Nullable Object run() throws Exception;
  }

  /**
   * A program in the race.
   *
   * @param rounds how often it takes part at most
   * @param warmUps how often it runs before
   */
  record Program(String name, int warmUps, int rounds, Work work) {}

  private final Consumer<String> progress;

  Rounds(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Samples by program, in the order given. */
  Map<String, Samples> of(List<Program> programs) throws Exception {
    Map<String, Samples> samples = new LinkedHashMap<>();
    int most = 0;
    for (Program program : programs) {
      samples.put(program.name(), new Samples());
      most = Math.max(most, program.rounds());
      progress.accept("warming up: " + program.name());
      for (int n = 0; n < program.warmUps(); n++) {
        keep(program.work().run());
      }
    }
    for (int round = 0; round < most; round++) {
      progress.accept("round " + (round + 1) + " of " + most);
      for (Program program : programs) {
        if (round < program.rounds()) {
          samples.getOrDefault(program.name(), new Samples()).add(once(program));
        }
      }
    }
    return samples;
  }

  /** Results are looked at, so that nothing that makes them can be left out. */
  private void keep(@Nullable Object result) {
    if (equals(result)) {
      throw new IllegalStateException("a program gave its judge for a result");
    }
  }

  private Samples.Sample once(Program program) throws Exception {
    System.gc();
    long cpu = Cpu.process() - Cpu.compiling();
    long collecting = Cpu.collecting();
    long start = System.nanoTime();
    long spent = 0;
    int times = 0;
    while (times == 0 || (spent < ENOUGH && times < MOST)) {
      keep(program.work().run());
      times++;
      spent = Cpu.process() - Cpu.compiling() - cpu;
    }
    double wall = System.nanoTime() - start;
    double per = times * 1e6;
    return new Samples.Sample(spent / per, wall / per, (Cpu.collecting() - collecting) / per);
  }
}
