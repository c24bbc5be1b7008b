package io.trueup.review;

import io.trueup.finding.MonthFiles;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;

/** Hands out the files of a month: made whole before the first byte is sent. */
public final class MonthDownload {
  private final TenantDb db;
  private final Path scratch;

  /**
   * @param scratch folder for files while they are sent
   */
  public MonthDownload(TenantDb db, Path scratch) {
    this.db = db;
    this.scratch = scratch;
  }

  /** The answer with a file; its name in it says which month it is of. */
  public Response answer(TenantId tenant, YearMonth month, String name) {
    if (!MonthFiles.NAMES.contains(name)) {
      throw ProblemException.notFound("file");
    }
    try {
      PrivateFiles.createFolder(scratch);
      Path copy = Files.createTempFile(scratch, "month", "");
      boolean handed = false;
      try {
        db.read(tenant, handle -> write(handle, month, name, copy));
        Response answer =
            Response.ok((StreamingOutput) out -> send(copy, out))
                .type(
                    name.endsWith(".csv")
                        ? "text/csv; charset=utf-8"
                        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .header("Content-Length", Files.size(copy))
                .header(
                    "Content-Disposition",
                    "attachment; filename=\"trueup-" + month + "-" + name + "\"")
                .build();
        handed = true;
        return answer;
      } finally {
        if (!handed) {
          Files.deleteIfExists(copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean write(
      org.jdbi.v3.core.Handle handle, YearMonth month, String name, Path copy) {
    try {
      MonthFiles.write(
          handle,
          PeriodDao.find(handle, month).orElseThrow(() -> ProblemException.notFound("month")),
          name,
          copy);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Path copy, OutputStream out) throws IOException {
    try {
      Files.copy(copy, out);
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
