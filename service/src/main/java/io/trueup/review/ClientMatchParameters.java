package io.trueup.review;

import io.swagger.v3.oas.annotations.Parameter;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchQuery;
import io.trueup.platform.http.Parameters;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Filters of a list of accounts, as they come in a request. */
public final class ClientMatchParameters {
  @QueryParam("decision")
  @Parameter(description = "unmatched, suggested, auto, confirmed or ignored")
  public @Nullable String decision;

  @QueryParam("integration_id")
  public @Nullable String integrationId;

  @QueryParam("company_id")
  @Parameter(description = "Only accounts that are linked to this company")
  public @Nullable String companyId;

  @QueryParam("review")
  @Parameter(
      description =
          "true: only those whose decision should be looked at again, since a name changed or the"
              + " company is gone; false: only the others")
  public @Nullable String review;

  @QueryParam("to_decide")
  @Parameter(
      description =
          "true: only those that wait for a person, which are unmatched, suggested or to be looked"
              + " at again; the most money first, whichever they are")
  public @Nullable String toDecide;

  @QueryParam("q")
  @Parameter(description = "Text to be found in names and ids of account and company")
  public @Nullable String search;

  @QueryParam("limit")
  @Parameter(description = "1 to 500, 50 when left out")
  public @Nullable String limit;

  @QueryParam("after")
  @Parameter(description = "`next` of the page before")
  public @Nullable String after;

  ClientMatchQuery query() {
    return new ClientMatchQuery(
        Parameters.choice("decision", decision, ClientMatch.DECISIONS),
        Parameters.text("integration_id", integrationId),
        Parameters.text("company_id", companyId),
        Parameters.text("q", search),
        Parameters.truth("review", review),
        Parameters.truth("to_decide", toDecide).orElse(false));
  }
}
