package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.mapping.MappingChange;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.mapping.MappingsInForce;
import io.trueup.mapping.ServiceMappings;
import io.trueup.mapping.ServiceMappings.Word;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.MappingResponses.DetailResponse;
import io.trueup.review.MappingResponses.MappingResponse;
import io.trueup.whatif.CurrentMonth;
import io.trueup.whatif.CurrentMonths;
import io.trueup.whatif.MappingEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which usage a PSA product is billed by: mappings that the next run will have. */
@Path("/api/v1/service-mappings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "mappings")
public final class ServiceMappingsResource {
  private static final String ONE = "/{mapping_id: [^/]+}";

  private final TenantDb db;
  private final ServiceMappings mappings;
  private final CurrentMonths months;

  public ServiceMappingsResource(TenantDb db, ServiceMappings mappings, CurrentMonths months) {
    this.db = db;
    this.mappings = mappings;
    this.months = months;
  }

  /** What it is to be. */
  @Schema(name = "ServiceMappingRequest")
  public record PutRequest(
      @NotNull @Size(max = 40) @Schema(
              description =
                  "Cells of service_mappings.csv by column; its id is that of the address. What is"
                      + " left out is empty")
          Map<@NotBlank String, @NotNull String> columns,
      @Nullable @Size(max = 1000) String reason) {}

  /** Why it is taken out. */
  @Schema(name = "ServiceMappingRetireRequest")
  public record RetireRequest(@NotBlank @Size(max = 1000) String reason) {}

  /** What is undone. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ServiceMappingUndoRequest")
  public record UndoRequest(
      @Schema(description = "The one in force, when left out") @Nullable @Positive Long changeNo,
      @NotBlank @Size(max = 1000) String reason) {}

  @GET
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "Service mappings that the next run will have, by product",
      description =
          "Those of the newest month's files and those that people made, each with what it counts"
              + " in that month.")
  public Page<MappingResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("q") @Parameter(description = "Text to be found in any of its cells")
          @Nullable String search,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.text("q", search);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/service-mappings?q=" + wanted.orElse(""));
    List<String> place = listing.key(after, 2);
    List<MappingEntry> all =
        entries(caller).stream()
            .filter(entry -> wanted.isEmpty() || entry.has(wanted.get()))
            .toList();
    return listing.page(
        MappingEntry.after(all, place, rows + 1),
        rows,
        new Total(all.size(), "exact"),
        MappingResponse::of,
        MappingEntry::place);
  }

  private List<MappingEntry> entries(Caller caller) {
    Optional<CurrentMonth> month = months.find(caller.tenant());
    return MappingEntry.list(
        month,
        db.read(
            caller.tenant(),
            handle -> MappingsInForce.of(MappingChangeDao.upTo(handle, Long.MAX_VALUE))));
  }

  @GET
  @Path(ONE)
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "One service mapping and its history",
      description = "Changing it needs the ETag.")
  @Schema(implementation = DetailResponse.class)
  public Response get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("mapping_id") String mappingId) {
    return answer(caller, mappingId);
  }

  @PUT
  @Path(ONE)
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "Make or change a service mapping",
      description =
          "If-Match carries the ETag of what was read, or * whatever was changed meanwhile; \"0\""
              + " for one that nobody has changed yet. It takes the place of a mapping of the"
              + " month's files with the same id, from the next run on.")
  @Schema(implementation = DetailResponse.class)
  public Response put(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("mapping_id") String mappingId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid PutRequest request) {
    return change(
        caller,
        word(caller, mappingId, ifMatch, request.reason()),
        (handle, word) -> mappings.put(handle, word, request.columns()));
  }

  @POST
  @Path(ONE + "/retire")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "There is no such mapping any more",
      description = "Not even where the month's files bring it, from the next run on.")
  @Schema(implementation = DetailResponse.class)
  public Response retire(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("mapping_id") String mappingId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid RetireRequest request) {
    return change(caller, word(caller, mappingId, ifMatch, request.reason()), mappings::retire);
  }

  @POST
  @Path(ONE + "/undo")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "A change of a mapping does not count any more",
      description = "What it had taken the place of holds again.")
  @Schema(implementation = DetailResponse.class)
  public Response undo(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("mapping_id") String mappingId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid UndoRequest request) {
    return change(
        caller,
        word(caller, mappingId, ifMatch, request.reason()),
        (handle, word) -> mappings.undo(handle, word, request.changeNo()));
  }

  private static Word word(
      Caller caller, String mappingId, @Nullable String ifMatch, @Nullable String reason) {
    if (mappingId.length() > 256 || mappingId.indexOf('\0') >= 0) {
      throw ProblemException.notFound("service mapping");
    }
    return new Word(
        mappingId,
        EntityTags.required(ifMatch),
        reason == null ? "" : reason.strip(),
        caller.getName());
  }

  private Response change(Caller caller, Word word, BiConsumer<Handle, Word> change) {
    db.useTenant(caller.tenant(), handle -> change.accept(handle, word));
    return answer(caller, word.mappingId());
  }

  private Response answer(Caller caller, String mappingId) {
    List<MappingChange> changes =
        db.read(caller.tenant(), handle -> MappingChangeDao.of(handle, mappingId));
    MappingEntry entry =
        entries(caller).stream()
            .filter(each -> each.mappingId().equals(mappingId))
            .findFirst()
            .orElse(null);
    if (entry == null && changes.isEmpty()) {
      throw ProblemException.notFound("service mapping");
    }
    long seen = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).number();
    return Response.ok(DetailResponse.of(entry, changes))
        .header(HttpHeaders.ETAG, EntityTags.of(seen))
        .build();
  }
}
