package io.trueup.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.integration.Download;
import io.trueup.integration.MicrosoftSkus;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Idempotency.Outcome;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.review.IntegrationResponses.Sku;
import io.trueup.review.IntegrationResponses.SkuImport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Microsoft's SKUs are called, for the caller's tenant. */
@Path("/api/v1/microsoft-skus")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "integrations")
public final class MicrosoftSkusResource {
  private static final String LIST = "/api/v1/microsoft-skus";

  private final TenantDb db;
  private final MicrosoftSkus skus;
  private final Download download;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public MicrosoftSkusResource(
      TenantDb db,
      MicrosoftSkus skus,
      Download download,
      Idempotency idempotency,
      ObjectMapper json) {
    this.db = db;
    this.skus = skus;
    this.download = download;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** Where Microsoft's list is. */
  @Schema(name = "MicrosoftSkuAddress")
  public record SkuAddress(@NotBlank @Size(max = 2000) String url) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "SKUs with their names, by GUID: imported ones and, below them, built-in ones")
  public Page<Sku> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("q") @Parameter(description = "Text in name, part number or GUID")
          @Nullable String search,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.text("q", search);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/microsoft-skus?q=" + wanted.orElse(""));
    List<String> key = listing.key(after, 1);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                skus.list(handle, wanted, key.isEmpty() ? "" : key.get(0), rows + 1),
                rows,
                Total.of(skus.count(handle, wanted)),
                Sku::of,
                row -> List.of(row.sku().skuId().toString())));
  }

  @POST
  @Path("/import")
  @Consumes({"text/csv", "application/octet-stream"})
  @BodyLimit.Upload
  @RolesAllowed(Permission.INTEGRATIONS)
  @Operation(
      summary = "Import Microsoft's list of product names, as CSV or from an address",
      description =
          "The list \"Product names and service plan identifiers for licensing\", as Microsoft publishes it. It replaces the import before.")
  public Response importFile(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @Parameter(hidden = true) InputStream csv)
      throws IOException {
    return store(caller, idempotencyKey, MicrosoftSkus.parse(csv));
  }

  @POST
  @Path("/import")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.INTEGRATIONS)
  @Operation(hidden = true)
  public Response importAddress(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @NotNull @Valid SkuAddress request)
      throws IOException {
    byte[] file;
    try {
      file = download.get(URI.create(request.url().trim()));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(
          "url", "must be an address such as https://…/names.csv", List.of());
    } catch (IOException e) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST, "The list could not be fetched: " + e.getMessage());
    }
    return store(caller, idempotencyKey, MicrosoftSkus.parse(new ByteArrayInputStream(file)));
  }

  private Response store(
      Caller caller, @Nullable String idempotencyKey, MicrosoftSkus.Parsed parsed) {
    Outcome outcome =
        idempotency.once(
            caller,
            Optional.ofNullable(idempotencyKey),
            Idempotency.fingerprint("POST", "/microsoft-skus/import", parsed.digest()),
            handle ->
                new Outcome(
                    200, LIST, text(SkuImport.of(skus.replace(handle, parsed, caller.getName())))));
    return Outcomes.response(outcome);
  }

  private String text(SkuImport done) {
    try {
      return json.writeValueAsString(done);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values", e);
    }
  }
}
