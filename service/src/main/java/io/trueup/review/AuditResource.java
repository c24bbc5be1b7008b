package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.audit.AuditHead;
import io.trueup.audit.AuditLog;
import io.trueup.audit.AuditSearch;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail of the caller's tenant. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public final class AuditResource {
  private final TenantDb db;

  public AuditResource(TenantDb db) {
    this.db = db;
  }

  @GET
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "What was done, newest first")
  public Page<AuditResponses.Event> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @BeanParam AuditSearchParameters search,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    AuditSearch wanted = search.search();
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/audit?" + wanted);
    long before = listing.number(after).orElse(Long.MAX_VALUE);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                AuditSearch.list(handle, wanted, before, rows + 1),
                rows,
                Total.of(AuditSearch.count(handle, wanted, Total.LIMIT + 1)),
                AuditResponses.Event::of,
                event -> List.of(Long.toString(event.seq()))));
  }

  @GET
  @Path("/verification")
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "Recompute the whole chain of hashes",
      description =
          "With seq and hash of a head that was noted elsewhere, a cut end shows too. Looking is no event.")
  public AuditResponses.Verification verify(
      @Parameter(hidden = true) @Auth Caller caller,
      @Parameter(description = "Of a noted head") @QueryParam("seq") @Nullable String seq,
      @Parameter(description = "Of a noted head") @QueryParam("hash") @Nullable String hash) {
    AuditHead noted = noted(caller, seq, hash);
    return AuditResponses.Verification.of(
        db.read(
            caller.tenant(),
            handle -> {
              handle.execute("SET LOCAL statement_timeout = '5min'");
              return AuditLog.verify(handle, noted);
            }));
  }

  private static @Nullable AuditHead noted(
      Caller caller, @Nullable String seq, @Nullable String hash) {
    if (seq == null && hash == null) {
      return null;
    }
    if (seq == null || !seq.matches("\\d{1,18}")) {
      throw ProblemException.invalid("seq", "must be the number of a noted head", List.of());
    }
    if (hash == null || !hash.matches("[0-9a-f]{64}")) {
      throw ProblemException.invalid("hash", "must be the hash of a noted head", List.of());
    }
    long number = Long.parseLong(seq);
    return new AuditHead(caller.tenant().toString(), number, number, hash, null);
  }

  @GET
  @Path("/head")
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "Where the chain ends",
      description = "Keep it elsewhere: it shows later whether events were cut off.")
  public AuditResponses.Head head(@Parameter(hidden = true) @Auth Caller caller) {
    return AuditResponses.Head.of(db.read(caller.tenant(), AuditLog::head));
  }
}
