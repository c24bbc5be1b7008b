package io.trueup.review;

import io.trueup.platform.http.Cursor;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list that is given out in pages.
 *
 * @param name what it is: address, filters and order; a cursor is bound to it
 */
public record Listing(String name) {
  /** The key of so many texts that a cursor holds; empty for the first page. */
  public List<String> key(@Nullable String after, int parts) {
    return key(after, Collections.nCopies(parts, Part.TEXT));
  }

  /** The key that a cursor holds; empty for the first page. */
  public List<String> key(@Nullable String after, Part... parts) {
    return key(after, List.of(parts));
  }

  private List<String> key(@Nullable String after, List<Part> parts) {
    return after == null || after.isEmpty() ? List.of() : Cursor.decode(name, after, parts);
  }

  /** The number that a cursor of one number holds. */
  public Optional<Long> number(@Nullable String after) {
    List<String> key = key(after, Part.NUMBER);
    return key.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(key.get(0)));
  }

  /**
   * A page.
   *
   * @param rows one more than {@code limit} when there is a next page
   */
  public <R, T> Page<T> page(
      List<R> rows,
      int limit,
      Total total,
      Function<R, T> response,
      Function<R, List<String>> key) {
    List<R> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    String next =
        rows.size() > limit ? Cursor.encode(name, key.apply(shown.get(shown.size() - 1))) : null;
    return new Page<>(shown.stream().map(response).toList(), total, next);
  }

  /**
   * A page of a list that is counted only where that is not known already: a first page that has no
   * next one holds the whole list.
   *
   * @param key of the last row before; empty for the first page
   * @param rows one more than {@code limit} when there is a next page
   * @param count counts the whole list
   */
  public <R, T> Page<T> page(
      List<String> key,
      List<R> rows,
      int limit,
      Supplier<Total> count,
      Function<R, T> response,
      Function<R, List<String>> place) {
    Total total = key.isEmpty() && rows.size() <= limit ? Total.of(rows.size()) : count.get();
    return page(rows, limit, total, response, place);
  }
}
