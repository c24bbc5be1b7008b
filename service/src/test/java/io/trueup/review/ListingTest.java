package io.trueup.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final AtomicInteger counted = new AtomicInteger();

  private Page<String> page(List<String> key, List<String> rows) {
    return new Listing("rows")
        .page(
            key,
            rows,
            2,
            () -> {
              counted.incrementAndGet();
              return Total.of(7);
            },
            row -> row,
            List::of);
  }

  @Test
  void a_first_page_without_a_next_one_is_the_whole_list() {
    assertThat(page(List.of(), List.of("a", "b")).total()).isEqualTo(new Total(2, "exact"));
    assertThat(page(List.of(), List.of()).total()).isEqualTo(new Total(0, "exact"));
    assertThat(counted).hasValue(0);
  }

  @Test
  void a_list_that_goes_on_is_counted() {
    Page<String> first = page(List.of(), List.of("a", "b", "c"));
    assertThat(first.total()).isEqualTo(new Total(7, "exact"));
    assertThat(first.items()).containsExactly("a", "b");
    assertThat(first.next()).isNotNull();
  }

  @Test
  void a_last_page_is_not_the_whole_list() {
    assertThat(page(List.of("b"), List.of("c")).total()).isEqualTo(new Total(7, "exact"));
  }
}
