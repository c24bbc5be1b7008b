package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunFiles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;

/** The files a run wrote, as the command line writes them. */
@Path("/api/v1/runs/{run_id}/files")
@Tag(name = "results")
public final class FilesResource {
  private final TenantDb db;
  private final java.nio.file.Path scratch;

  /**
   * @param scratch folder that a file waits in while it is sent
   */
  public FilesResource(TenantDb db, java.nio.file.Path scratch) {
    this.db = db;
    this.scratch = scratch;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.READ)
  @Operation(summary = "The files of a run")
  public List<Responses.File> list(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("run_id") String runId) {
    await(caller, runId);
    return db.read(
        caller.tenant(),
        handle ->
            RunFiles.list(handle, ResultsResource.finished(handle, runId).runId()).stream()
                .map(Responses.File::of)
                .toList());
  }

  @GET
  @Path("/{name}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Download discrepancies.csv, report.html, ...")
  public Response get(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @PathParam("name") String name) {
    await(caller, runId);
    return WaitingFile.answer(
        scratch,
        copy -> fetch(caller, runId, name, copy),
        (answer, file) ->
            answer
                .type(type(name))
                .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
                .header("ETag", "\"" + file.sha256() + "\""));
  }

  private void await(Caller caller, String runId) {
    UUID run = db.read(caller.tenant(), handle -> ResultsResource.finished(handle, runId).runId());
    RunFiles.await(db, caller.tenant(), run);
  }

  private RunFiles.FileRow fetch(
      Caller caller, String runId, String name, java.nio.file.Path copy) {
    return db.read(
        caller.tenant(),
        handle -> {
          RunFiles.FileRow file =
              RunFiles.find(handle, ResultsResource.finished(handle, runId).runId(), name)
                  .orElseThrow(() -> ProblemException.notFound("file"));
          try (OutputStream out = Files.newOutputStream(copy)) {
            RunFiles.copy(handle, file, out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return file;
        });
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "csv" -> "text/csv; charset=utf-8";
      case "json" -> MediaType.APPLICATION_JSON;
      case "html" -> "text/html; charset=utf-8";
      default -> MediaType.APPLICATION_OCTET_STREAM;
    };
  }
}
