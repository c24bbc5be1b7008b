package io.trueup.pages;

import io.trueup.platform.http.Parameters;
import io.trueup.provenance.RecordDao;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a discrepancy are shown, as the address says it.
 *
 * @param path of the discrepancy
 */
public record RecordAddress(String path, RecordDao.Filter filter) {
  static RecordAddress of(
      String path, @Nullable String standing, @Nullable String reason, @Nullable String search) {
    return new RecordAddress(
        path,
        new RecordDao.Filter(
            Parameters.choice("fate", standing, RecordDao.STANDINGS).orElse(""),
            Parameters.text("reason", reason).orElse(""),
            Parameters.text("q", search).map(String::strip).orElse("")));
  }

  /** The query of the filter; begins with {@code ?}, also when empty. */
  public String query() {
    return Query.of("q", filter.search(), "fate", filter.standing(), "reason", filter.reason());
  }

  /** The same with a cursor. */
  public String next(String after) {
    return path
        + "/records"
        + Query.of(
            "q",
            filter.search(),
            "fate",
            filter.standing(),
            "reason",
            filter.reason(),
            "after",
            after);
  }

  /** Records that became of the same. */
  public String of(String standing, String reason) {
    return path + "/records" + Query.of("fate", standing, "reason", reason);
  }

  /** Whether anything is asked for. */
  public boolean filtered() {
    return !filter.equals(RecordDao.Filter.NONE);
  }
}
