package io.trueup.platform.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list.
 *
 * @param items the rows, in the list's order
 * @param total how many rows the whole list has
 * @param next what to send as {@code after} for the next page; null on the last
 */
public record Page<T>(List<T> items, Total total, @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * The length of a list.
   *
   * @param count rows counted
   * @param relation {@code exact}, or {@code at_least} when counting stopped there
   */
  public record Total(long count, @JsonProperty("relation") String relation) {
    /** Where counting stops. */
    public static final int LIMIT = 10_000;

    /** From a count that went no further than one above {@link #LIMIT}. */
    public static Total of(long counted) {
      return counted > LIMIT ? new Total(LIMIT, "at_least") : new Total(counted, "exact");
    }
  }
}
