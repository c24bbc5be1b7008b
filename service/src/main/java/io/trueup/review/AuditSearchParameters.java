package io.trueup.review;

import io.swagger.v3.oas.annotations.Parameter;
import io.trueup.audit.AuditSearch;
import io.trueup.platform.http.Parameters;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which events of the audit trail are looked for. */
public final class AuditSearchParameters {
  @QueryParam("q")
  @Parameter(description = "Anywhere in action, actor, object and details")
  public @Nullable String text;

  @QueryParam("actor")
  @Parameter(description = "Who, such as user:anna, or anna alone")
  public @Nullable String actor;

  @QueryParam("action")
  @Parameter(description = "What, such as user.signed_in; user.* for all that begins like that")
  public @Nullable String action;

  @QueryParam("object")
  @Parameter(description = "To what, such as the id of a run")
  public @Nullable String object;

  @QueryParam("from")
  @Parameter(description = "First day, in UTC")
  public @Nullable String from;

  @QueryParam("to")
  @Parameter(description = "Last day, in UTC")
  public @Nullable String to;

  /** What they ask for. */
  public AuditSearch search() {
    return new AuditSearch(
        stripped("q", text),
        stripped("actor", actor),
        stripped("action", action),
        stripped("object", object),
        Parameters.day("from", from).map(AuditSearchParameters::start),
        Parameters.day("to", to).map(day -> start(day.plusDays(1))));
  }

  private static Optional<String> stripped(String name, @Nullable String value) {
    return Parameters.text(name, value).map(String::strip).filter(each -> !each.isEmpty());
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
