package io.trueup.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code trueup bench}: named here so that {@code --help} lists it. Its rivals are no part of the
 * service, so the launcher of a checkout runs it from a module of its own.
 */
@Command(
    name = "bench",
    description = "Measures the engine beside its rivals (in a checkout: ./trueup bench --help).")
final class BenchCommand implements Callable<Integer> {
  @Unmatched private final List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    throw new Refusal(
        "the benchmark is no part of the service's jar",
        "trueup bench " + String.join(" ", arguments),
        "run ./trueup bench in a checkout of the sources");
  }
}
