package io.trueup.app;

import io.trueup.inquiry.RunChoice;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which runs a question is about. */
final class RunPeriod {
  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "A calendar year; this one when no other period is given.")
  private @Nullable Integer year;

  @Option(names = "--from", paramLabel = "DATE", description = "First day that runs looked at.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last day that runs looked at.")
  private @Nullable LocalDate to;

  @Option(
      names = "--all-runs",
      description = "Every run that is done, and not only the last of each month.")
  private boolean all;

  RunChoice choice() {
    Integer named = year;
    if (named != null && (from != null || to != null)) {
      throw new Refusal("a year and days are given", "--year", "give one of them");
    }
    if (named != null && (named < 1970 || named > 9999)) {
      throw new Refusal("there is no such year", "--year", "give one such as 2026");
    }
    return RunChoice.of(named, day("--from", from), day("--to", to), all, Clock.systemUTC());
  }

  private static @Nullable LocalDate day(String option, @Nullable LocalDate day) {
    if (day != null && !RunChoice.possible(day)) {
      throw new Refusal("no run looked at " + day, option, "give a day between 1970 and 9999");
    }
    return day;
  }

  static String words(LocalDate from, LocalDate to, boolean all, int runs) {
    return "  "
        + from
        + " to "
        + to
        + ", "
        + (all ? "all runs" : "the last run of each month")
        + ": "
        + Counts.many(runs, "run");
  }
}
