package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trueup.connector.Manifest.Paging;
import io.trueup.connector.Requests.Extras;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static Pages pages(String yaml) {
    try {
      return new Pages(YAML.readValue(yaml, Paging.class));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** An answer: {@code records} of it are in the field items. */
  private static Pages.Read read(int index, long before, String body, String... headers)
      throws Decoder.Unreadable {
    Map<String, String> all = new HashMap<>();
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      all.put(parts[0], parts[1]);
    }
    Answer answer = new Answer(200, all, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    Object tree = Decoder.JSON.decode(answer.body());
    List<?> records = Expression.compile("items").list(tree, Map.of());
    URI address = URI.create("https://h.example/v1/things?size=2");
    return new Pages.Read(
        answer, address, tree, Verdict.names(Map.of(), answer), records, index, before);
  }

  private static Map<String, String> query(Optional<Extras> extras) {
    return extras.orElseThrow().query();
  }

  @Test
  void pages_are_counted_until_a_short_one() throws Exception {
    Pages pages = pages("{style: page, param: page, size_param: per, size: 2}");
    assertThat(pages.first().query())
        .containsExactlyInAnyOrderEntriesOf(Map.of("page", "1", "per", "2"));
    assertThat(query(pages.after(read(0, 0, "{\"items\": [1, 2]}")))).containsEntry("page", "2");
    assertThat(query(pages.after(read(3, 6, "{\"items\": [1, 2]}")))).containsEntry("page", "5");
    assertThat(pages.after(read(1, 2, "{\"items\": [1]}"))).isEmpty();
    assertThat(pages.after(read(1, 2, "{\"items\": []}"))).isEmpty();
  }

  @Test
  void pages_may_begin_at_zero_and_end_with_an_empty_one() throws Exception {
    Pages pages =
        pages("{style: page, param: p, first: 0, size: 2, stop: empty, on_next: {more: 'y'}}");
    assertThat(pages.first().query()).containsExactly(Map.entry("p", "0"));
    assertThat(query(pages.after(read(0, 0, "{\"items\": [1]}"))))
        .containsExactlyInAnyOrderEntriesOf(Map.of("p", "1", "more", "y"));
    assertThat(pages.after(read(1, 1, "{\"items\": []}"))).isEmpty();
  }

  @Test
  void pages_end_at_the_last_that_the_vendor_speaks_of_though_one_is_empty() throws Exception {
    Pages pages = pages("{style: page, param: p, pages: pages}");
    assertThat(pages.after(read(0, 0, "{\"items\": [], \"pages\": 2}"))).isPresent();
    assertThat(pages.after(read(1, 0, "{\"items\": [1], \"pages\": 2}"))).isEmpty();
    assertThat(pages.after(read(0, 0, "{\"items\": [], \"pages\": 0}"))).isEmpty();
  }

  @Test
  void pages_end_at_the_total() throws Exception {
    Pages pages = pages("{style: page, param: p, size: 2, total: total, stop: total}");
    assertThat(pages.after(read(0, 0, "{\"items\": [1], \"total\": 2}"))).isPresent();
    assertThat(pages.after(read(1, 1, "{\"items\": [1], \"total\": 2}"))).isEmpty();
    assertThat(pages.total(read(0, 0, "{\"total\": \"118\"}"))).contains(118L);
    assertThat(pages.total(read(0, 0, "{\"total\": -1}"))).isEmpty();
    assertThat(pages.total(read(0, 0, "{}"))).isEmpty();
  }

  @Test
  void offsets_count_the_records_that_came() throws Exception {
    Pages pages = pages("{style: offset, param: start, size_param: limit, size: 2, in: body}");
    assertThat(pages.first().body()).containsEntry("start", 0L).containsEntry("limit", 2);
    Extras next = pages.after(read(1, 2, "{\"items\": [1, 2]}")).orElseThrow();
    assertThat(next.body()).containsEntry("start", 4L);
    assertThat(next.query()).isEmpty();
    assertThat(pages.after(read(1, 2, "{\"items\": [1]}"))).isEmpty();
  }

  @Test
  void the_last_id_leads_on() throws Exception {
    Pages pages = pages("{style: after_id, param: after, size_param: size, size: 2, id: id}");
    assertThat(pages.first().query()).containsExactly(Map.entry("size", "2"));
    assertThat(query(pages.after(read(0, 0, "{\"items\": [{\"id\": 5}, {\"id\": 9}]}"))))
        .containsEntry("after", "9");
    assertThat(pages.after(read(0, 0, "{\"items\": [{\"id\": 5}]}"))).isEmpty();
  }

  @Test
  void a_last_record_without_an_id_is_no_end() throws Exception {
    Pages pages = pages("{style: after_id, param: after, size: 2, id: id}");
    Pages.Read read = read(0, 0, "{\"items\": [{\"id\": 5}, {\"name\": \"x\"}]}");
    assertThatThrownBy(() -> pages.after(read))
        .isInstanceOf(Pages.NoWayOn.class)
        .hasMessage("the last record has no id, by which the next page is asked for");
  }

  @Test
  void a_cursor_in_the_body_leads_on_until_there_is_none() throws Exception {
    Pages pages =
        pages("{style: cursor_body, param: cursor, next: meta.next, size_param: n, size: 5}");
    assertThat(pages.first().query()).containsExactly(Map.entry("n", "5"));
    assertThat(query(pages.after(read(0, 0, "{\"items\": [], \"meta\": {\"next\": \"c=2&x\"}}"))))
        .containsEntry("cursor", "c=2&x");
    for (String none :
        new String[] {
          "{}",
          "{\"meta\": {\"next\": null}}",
          "{\"meta\": {\"next\": \"\"}}",
          "{\"meta\": {\"next\": false}}"
        }) {
      assertThat(pages.after(read(0, 0, none))).isEmpty();
    }
  }

  @Test
  void an_address_in_the_body_may_be_relative() throws Exception {
    Pages pages = pages("{style: next_url_body, next: \"`@odata.nextLink`\"}");
    assertThat(next(pages, read(0, 0, "{\"@odata.nextLink\": \"?page=2\"}")))
        .isEqualTo("https://h.example/v1/things?page=2");
    assertThat(next(pages, read(0, 0, "{\"@odata.nextLink\": \"/v1/x?$skip=a b\"}")))
        .isEqualTo("https://h.example/v1/x?$skip=a%20b");
    assertThat(pages.after(read(0, 0, "{}"))).isEmpty();
    Pages.Read odd = read(0, 0, "{\"@odata.nextLink\": \"https://h:x/\"}");
    assertThatThrownBy(() -> pages.after(odd)).isInstanceOf(Pages.NoWayOn.class);
  }

  private static @Nullable String next(Pages pages, Pages.Read read) throws Pages.NoWayOn {
    return pages.after(read).orElseThrow().address();
  }

  @Test
  void a_link_header_is_read_as_rfc_8288_writes_it() throws Exception {
    Pages pages = pages("{style: link_header}");
    assertThat(
            next(
                pages,
                read(
                    0,
                    0,
                    "{}",
                    "link: </a?p=1,2>; rel=\"prev\", </a?p=3>; title=x; rel=\"nofollow next\"")))
        .isEqualTo("https://h.example/a?p=3");
    assertThat(next(pages, read(0, 0, "{}", "link: <https://h.example/a>;rel=next")))
        .isEqualTo("https://h.example/a");
    assertThat(pages.after(read(0, 0, "{}", "link: </a>; rel=\"prev\"; title=\"next\""))).isEmpty();
    assertThat(pages.after(read(0, 0, "{}"))).isEmpty();
  }

  @Test
  void numbers_in_a_header_lead_on() throws Exception {
    Pages pages =
        pages(
            "{style: header_json, param: page, size: 2, header: X-Page, pages: last, total: total}");
    Pages.Read first = read(0, 0, "{\"items\": [1]}", "x-page: {\"last\": 2, \"total\": 3}");
    assertThat(query(pages.after(first))).containsEntry("page", "2");
    assertThat(pages.total(first)).contains(3L);
    assertThat(pages.after(read(1, 1, "{\"items\": [1]}", "x-page: {\"last\": 2}"))).isEmpty();
    assertThat(pages.after(read(0, 0, "{\"items\": [1]}", "x-page: odd"))).isEmpty();
  }

  @Test
  void a_token_goes_into_a_header_and_the_rest_into_the_address() throws Exception {
    Pages pages = pages("{style: token_header, param: X-Token, next: token, on_next: {op: Next}}");
    assertThat(pages.first().headers()).isEmpty();
    Extras next = pages.after(read(0, 0, "{\"token\": \"t\"}")).orElseThrow();
    assertThat(next.headers()).containsExactly(Map.entry("X-Token", "t"));
    assertThat(next.query()).containsExactly(Map.entry("op", "Next"));
    assertThat(pages.carriedByHeader(next.headers())).isEqualTo("t");
  }

  @Test
  void without_paging_there_is_one_page() throws Exception {
    Pages pages = new Pages(null);
    assertThat(pages.first()).isEqualTo(Extras.NONE);
    assertThat(pages.after(read(0, 0, "{\"items\": [1, 2]}"))).isEmpty();
    assertThat(pages.most()).isEqualTo(10_000);
    assertThat(pages("{style: page, param: p, max_pages: 7}").most()).isEqualTo(7);
  }

  @Test
  void a_total_that_shrinks_moves_numbered_pages_only() {
    for (boolean numbered : new boolean[] {true, false}) {
      PageTotal total = new PageTotal(numbered);
      total.say(Optional.of(5L));
      total.say(Optional.empty());
      total.say(Optional.of(4L));
      assertThat(total.expected()).isEqualTo(4);
      assertThat(total.agrees(4)).isEqualTo(!numbered);
      assertThat(total.agrees(3)).isFalse();
    }
    PageTotal silent = new PageTotal(true);
    assertThat(silent.agrees(0)).isTrue();
    PageTotal grown = new PageTotal(true);
    grown.say(Optional.of(4L));
    grown.say(Optional.of(5L));
    assertThat(grown.agrees(6)).isTrue();
  }
}
