package io.trueup.review;

import io.trueup.inquiry.RunChoice;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which runs a question of an auditor is about. */
public final class AuditParameters {
  @QueryParam("year")
  @io.swagger.v3.oas.annotations.Parameter(
      description = "A calendar year; this one when neither it nor from and to are given")
  public @Nullable String year;

  @QueryParam("from")
  @io.swagger.v3.oas.annotations.Parameter(description = "First day that runs looked at")
  public @Nullable String from;

  @QueryParam("to")
  @io.swagger.v3.oas.annotations.Parameter(description = "Last day that runs looked at")
  public @Nullable String to;

  @QueryParam("all_runs")
  @io.swagger.v3.oas.annotations.Parameter(
      description = "Every run that is done, and not only the last of each month")
  public @Nullable String allRuns;

  RunChoice choice(Clock clock) {
    boolean all = Parameters.truth("all_runs", allRuns).orElse(false);
    if (year != null && (from != null || to != null)) {
      throw ProblemException.invalid("year", "cannot be given together with from or to", List.of());
    }
    if (year != null && !year.matches("[12]\\d{3}")) {
      throw ProblemException.invalid("year", "must be a year like 2026", List.of());
    }
    return RunChoice.of(
        year == null ? null : Integer.valueOf(year),
        Parameters.day("from", from).orElse(null),
        Parameters.day("to", to).orElse(null),
        all,
        clock);
  }

  /** What tells its lists from others. */
  static String name(RunChoice choice) {
    return "from=" + choice.from() + "&to=" + choice.to() + "&all_runs=" + choice.all();
  }
}
