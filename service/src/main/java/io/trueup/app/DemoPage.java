package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.reconcile.RunFiles;
import io.trueup.report.ResultFolder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The demo's address: the report of its run. It asks for no key: everyone in it is invented. */
@Path("/")
public final class DemoPage {
  /** The page says itself, by hash, which script and style it has. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private volatile byte @Nullable [] page;

  /** Shows the report of a finished run from now on. */
  void show(TenantDb db, TenantId tenant, UUID run) {
    page =
        db.read(
            tenant,
            handle -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream();
              try {
                RunFiles.copy(
                    handle, RunFiles.find(handle, run, ResultFolder.REPORT).orElseThrow(), bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return bytes.toByteArray();
            });
  }

  /** The report. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public Response get() {
    byte[] report = page;
    if (report == null) {
      throw new NotFoundException();
    }
    return Response.ok(report, "text/html; charset=utf-8")
        .header("Content-Security-Policy", POLICY)
        .build();
  }
}
