package io.trueup.app;

import io.trueup.inquiry.RunChoice;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
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
    RunChoice whole = RunChoice.ofYear(named == null ? Year.now(ZoneOffset.UTC).getValue() : named);
    LocalDate first = from;
    LocalDate last = to;
    return new RunChoice(
        first != null ? first : last != null ? LocalDate.of(1970, 1, 1) : whole.from(),
        last != null ? last : first != null ? LocalDate.of(9999, 12, 31) : whole.to(),
        all);
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
