package io.trueup.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Idempotency.Outcome;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.RequestId;
import io.trueup.reconcile.DatasetDao;
import io.trueup.reconcile.DatasetRow;
import io.trueup.reconcile.DatasetSourceDao;
import io.trueup.reconcile.Datasets;
import io.trueup.reconcile.Datasets.Incoming;
import io.trueup.reconcile.Datasets.Part;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.media.multipart.FormDataBodyPart;
import org.glassfish.jersey.media.multipart.FormDataMultiPart;
import org.jspecify.annotations.Nullable;

/** Export folders of the caller's tenant. */
@Path("/api/v1/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "datasets")
public final class DatasetsResource {
  private final TenantDb db;
  private final Datasets datasets;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public DatasetsResource(
      TenantDb db, Datasets datasets, Idempotency idempotency, ObjectMapper json) {
    this.db = db;
    this.datasets = datasets;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** A folder on the server's machine. */
  @Schema(name = "FolderRequest")
  public record FolderRequest(
      @NotBlank @Size(max = 1000) String path, @Nullable @Size(max = 200) String label) {}

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @BodyLimit.Upload
  @RolesAllowed(Permission.UPLOAD)
  @Operation(
      summary = "Upload an export folder as CSV files or as one zip",
      description =
          "Each part is a file with its file name; parts named `previous` are last month's. A text part `label` names the dataset. The same content again answers 200 with the dataset that is there.")
  public Response uploadForm(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @Parameter(hidden = true) FormDataMultiPart form) {
    String label = "";
    List<Part> parts = new ArrayList<>();
    for (List<FormDataBodyPart> fields : form.getFields().values()) {
      for (FormDataBodyPart part : fields) {
        String fileName = part.getContentDisposition().getFileName();
        if (fileName != null) {
          parts.add(new Part(part.getName(), fileName, part.getEntityAs(InputStream.class)));
        } else if (part.getName().equals("label")) {
          label = Parameters.text("label", part.getValue()).orElse("");
        } else {
          throw ProblemException.invalid(
              part.getName(), "is neither a file nor a field of this form", List.of("label"));
        }
      }
    }
    try (Incoming incoming = datasets.parts(parts)) {
      return store(caller, idempotencyKey, incoming, label);
    } finally {
      form.cleanup();
    }
  }

  @POST
  @Consumes("application/zip")
  @BodyLimit.Upload
  @RolesAllowed(Permission.UPLOAD)
  @Operation(summary = "Upload an export folder as a zip")
  public Response uploadZip(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @QueryParam("label") @Nullable String label,
      @Parameter(hidden = true) InputStream zip) {
    String name = Parameters.text("label", label).orElse("");
    try (Incoming incoming = datasets.zip(zip)) {
      return store(caller, idempotencyKey, incoming, name);
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.UPLOAD)
  @Operation(
      summary = "Take in a folder of the server's machine",
      description = "Only within the folders that the configuration allows.")
  public Response point(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @NotNull @Valid FolderRequest request) {
    try (Incoming incoming = datasets.folder(request.path())) {
      String label = request.label();
      return store(caller, idempotencyKey, incoming, label == null ? "" : label);
    }
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "All datasets, newest first")
  public Page<Responses.Dataset> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/datasets");
    List<String> key = listing.key(after, Cursor.Part.MOMENT, Cursor.Part.ID);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                DatasetDao.list(handle, key, rows + 1),
                rows,
                Total.of(DatasetDao.count(handle)),
                row -> Responses.Dataset.of(row, null),
                row -> List.of(row.createdAt().toString(), row.datasetId().toString())));
  }

  @GET
  @Path("/{dataset_id}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One dataset with its files")
  public Responses.Dataset get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("dataset_id") String datasetId) {
    return db.read(
        caller.tenant(),
        handle ->
            DatasetDao.find(handle, Parameters.id("dataset", datasetId))
                .map(
                    row ->
                        Responses.Dataset.of(
                            row, null, DatasetSourceDao.list(handle, row.datasetId())))
                .orElseThrow(() -> ProblemException.notFound("dataset")));
  }

  private Response store(
      Caller caller, @Nullable String idempotencyKey, Incoming incoming, String label) {
    if (label.length() > 200) {
      throw ProblemException.invalid("label", "must be at most 200 characters", List.of());
    }
    Outcome outcome =
        idempotency.once(
            caller,
            Optional.ofNullable(idempotencyKey),
            Idempotency.fingerprint("POST", "/datasets", incoming.hash(), label),
            handle -> {
              Datasets.Stored stored =
                  datasets.store(handle, incoming, label, caller.getName(), RequestId.current());
              DatasetRow row = DatasetDao.find(handle, stored.datasetId()).orElseThrow();
              return new Outcome(
                  stored.created() ? 201 : 200,
                  "/api/v1/datasets/" + row.datasetId(),
                  text(Responses.Dataset.of(row, incoming.ignored())));
            });
    return Outcomes.response(outcome);
  }

  private String text(Responses.Dataset dataset) {
    try {
      return json.writeValueAsString(dataset);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dataset of plain values", e);
    }
  }
}
