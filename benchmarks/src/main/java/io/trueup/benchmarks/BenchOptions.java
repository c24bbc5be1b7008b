package io.trueup.benchmarks;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The command line of {@code trueup bench}.
 *
 * @param rounds runs of each program
 * @param without parts that are left out
 */
record BenchOptions(
    Size size, int rounds, boolean json, boolean quiet, boolean help, Set<String> without) {
  static final String HELP =
      """
      Usage: trueup bench [--size S|M|L] [--json] [--rounds N] [--without PART,...] [--quiet]
      The engine and its rivals (a hand-written program, naive Drools, plain SQL) on the same
      generated month in one run: CPU, time on the clock, heap, and whether all agree.
        --size      S: 60,000 usage records, M: 600,000, L: 3,000,000 (default S). XL: 100 months of
                    size M, one after the other; takes hours.
        --json      one JSON document on stdout
        --rounds    runs of each, 3 or more (default 7 for S, else 5)
        --without   leaves out drools_naive, drools_naive_500_rules (the slowest to compile), all of
                    500_rules or host_name, store, heap or csv
        --quiet     no progress on stderr
      Exit codes: 0 done; 1 done, and results do not agree; 2 wrong usage; 3 an internal fault.
      """;

  private static final List<String> PARTS =
      List.of(
          "drools_naive",
          "drools_naive_500_rules",
          "500_rules",
          "host_name",
          "store",
          "heap",
          "csv");

  /** The command line cannot be used; the message is for the person who wrote it. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String what, String where, String advice) {
      super(what + " — " + where + " — " + advice);
    }
  }

  BenchOptions {
    without = Set.copyOf(without);
  }

  boolean with(String part) {
    return !without.contains(part);
  }

  static BenchOptions of(String... args) throws Wrong {
    Size size = Size.S;
    int rounds = 0;
    boolean json = false;
    boolean quiet = false;
    boolean help = false;
    Set<String> without = new HashSet<>();
    for (int i = 0; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      switch (parts[0]) {
        case "--json" -> json = true;
        case "--quiet" -> quiet = true;
        case "--help", "-h" -> help = true;
        case "--size", "--rounds", "--without" -> {
          String value = parts.length == 2 ? parts[1] : i + 1 < args.length ? args[++i] : "";
          switch (parts[0]) {
            case "--size" -> size = size(value);
            case "--rounds" -> rounds = rounds(value);
            default -> without.addAll(parts(value));
          }
        }
        default ->
            throw new Wrong(
                "unknown argument " + args[i], "trueup bench", "see trueup bench --help");
      }
    }
    return new BenchOptions(
        size, rounds > 0 ? rounds : size == Size.S ? 7 : 5, json, quiet, help, without);
  }

  private static Size size(String value) throws Wrong {
    for (Size size : Size.values()) {
      if (size.name().equals(value.toUpperCase(Locale.ROOT))) {
        return size;
      }
    }
    throw new Wrong("there is no size '" + value + "'", "--size", "use S, M or L");
  }

  private static int rounds(String value) throws Wrong {
    if (value.matches("[0-9]{1,4}") && Integer.parseInt(value) >= 3) {
      return Integer.parseInt(value);
    }
    throw new Wrong("'" + value + "' is no number of rounds", "--rounds", "use 3 or more");
  }

  private static List<String> parts(String value) throws Wrong {
    List<String> parts = List.of(value.split(","));
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        throw new Wrong(
            "there is no part '" + part + "'", "--without", "use " + String.join(", ", PARTS));
      }
    }
    return parts;
  }
}
