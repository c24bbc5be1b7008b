package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.folder.Presets;
import io.trueup.mapping.MappingRows;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.Problem;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.review.MappingResponses.PresetResponse;
import io.trueup.review.MappingResponses.PreviewResponse;
import io.trueup.review.MappingResponses.UnaccountedResponse;
import io.trueup.review.MappingResponses.UnmappedResponse;
import io.trueup.rulebook.RulesInForce;
import io.trueup.stage.MappingSurvey;
import io.trueup.whatif.CurrentMonth;
import io.trueup.whatif.CurrentMonths;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What there is to map in the newest month, and what a mapping would count in it. */
@Path("/api/v1/mapping-work")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "mappings")
public final class MappingWorkResource {
  private final TenantDb db;
  private final CurrentMonths months;
  private final RulesInForce rules;

  public MappingWorkResource(TenantDb db, CurrentMonths months, RulesInForce rules) {
    this.db = db;
    this.months = months;
    this.rules = rules;
  }

  /** A mapping that is not there yet. */
  @Schema(name = "MappingPreviewRequest")
  public record PreviewRequest(
      @NotNull @Size(max = 40) @Schema(description = "Cells of service_mappings.csv by column")
          Map<@NotBlank String, @NotNull String> columns) {}

  @POST
  @Path("/preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "What a mapping would count in the newest month",
      description =
          "By the same stages as a run, with all that people decided until now; it takes the place"
              + " of a mapping with its id. Nothing is changed.")
  public PreviewResponse preview(
      @Parameter(hidden = true) @Auth Caller caller, @NotNull @Valid PreviewRequest request) {
    MappingRows.Read read = MappingRows.read(request.columns());
    if (read.mapping().isEmpty()) {
      List<Problem.Place> places =
          new TreeMap<>(read.problems())
              .entrySet().stream()
                  .map(each -> new Problem.Place(each.getKey(), each.getValue()))
                  .toList();
      throw new ProblemException(
          ProblemType.INVALID_REQUEST,
          places.isEmpty()
              ? "The row is empty."
              : places.get(0).field() + " " + places.get(0).message() + ".",
          places);
    }
    return PreviewResponse.of(month(caller).month().preview(read.mapping().get()));
  }

  @GET
  @Path("/unaccounted-usage")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Usage of the newest month that no mapping selects, the most clients first")
  public List<UnaccountedResponse> unaccounted(@Parameter(hidden = true) @Auth Caller caller) {
    return survey(caller).unaccounted().stream().map(UnaccountedResponse::of).toList();
  }

  @GET
  @Path("/unmapped-products")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Products that are billed and have no mapping, the most money first")
  public List<UnmappedResponse> unmapped(@Parameter(hidden = true) @Auth Caller caller) {
    return survey(caller).unmapped().stream().map(UnmappedResponse::of).toList();
  }

  @GET
  @Path("/presets")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Ready mappings of common products, of the rules in force")
  public List<PresetResponse> presets(@Parameter(hidden = true) @Auth Caller caller) {
    return Presets.load(db.read(caller.tenant(), rules::get).files()).values().stream()
        .map(PresetResponse::of)
        .toList();
  }

  private MappingSurvey survey(Caller caller) {
    return month(caller).survey();
  }

  private CurrentMonth month(Caller caller) {
    return months
        .find(caller.tenant())
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.CONFLICT, "There is no finished month yet to count in."));
  }
}
