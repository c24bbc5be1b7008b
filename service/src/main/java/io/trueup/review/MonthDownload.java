package io.trueup.review;

import io.trueup.finding.MonthFiles;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.YearMonth;

/** Hands out the files of a month. */
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
    return WaitingFile.answer(
        scratch,
        copy -> db.read(tenant, handle -> write(handle, month, name, copy)),
        (answer, written) ->
            answer
                .type(
                    name.endsWith(".csv")
                        ? "text/csv; charset=utf-8"
                        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .header(
                    "Content-Disposition",
                    "attachment; filename=\"trueup-" + month + "-" + name + "\""));
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
}
