package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.glance.MonthMoney;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** The money of months, one after the other. */
@Path("/api/v1/months")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "months")
public final class MonthTrendResource {
  private static final int MONTHS = 12;

  private final TenantDb db;

  public MonthTrendResource(TenantDb db) {
    this.db = db;
  }

  /** A month's money in one currency. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MonthMoney")
  public record MonthMoneyResponse(
      @Schema(example = "2026-10") String month,
      UUID runId,
      String state,
      @Schema(description = "Empty for a month without any money") String currency,
      BigDecimal underbilled,
      BigDecimal overbilled,
      BigDecimal held,
      BigDecimal reclaimable) {
    static MonthMoneyResponse of(MonthMoney money) {
      return new MonthMoneyResponse(
          money.month().toString(),
          money.runId(),
          money.state(),
          money.currency(),
          money.underbilled(),
          money.overbilled(),
          money.held(),
          money.reclaimable());
    }
  }

  @GET
  @Path("/{month}/trend")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "The twelve months up to one, the oldest first, a row a currency")
  public List<MonthMoneyResponse> trend(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("month") String month) {
    return db.read(
        caller.tenant(),
        handle ->
            MonthMoney.upTo(handle, MonthsResource.period(handle, month).month(), MONTHS).stream()
                .map(MonthMoneyResponse::of)
                .toList());
  }
}
