package io.trueup.connector;

import static io.trueup.connector.ScriptedVendor.json;
import static io.trueup.connector.ScriptedVendor.made;
import static io.trueup.connector.ScriptedVendor.page;
import static io.trueup.connector.ScriptedVendor.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.connector.ReadFailure.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that repeat, move, or lead nowhere are never counted twice or left out by guess. */
@Timeout(60)
class PageFaultsTest {
  @TempDir private Path folder;
  private Probe probe;

  @BeforeEach
  void start() {
    probe = new Probe(folder);
  }

  @AfterEach
  void stop() {
    probe.close();
  }

  @Test
  void the_same_records_under_another_page_number_are_not_counted_twice() {
    AtomicInteger request = new AtomicInteger();
    probe.vendor.on(
        "/devices",
        made(a -> "{\"request\": " + request.incrementAndGet() + "," + Probe.TWO.substring(1)));
    ReadFailure failure =
        probe.fails(
            Kind.REPEATED_PAGE,
            Probe.stream("paging: {style: page, param: page, size_param: size, size: 2}"));
    assertThat(failure.what())
        .isEqualTo("the vendor sends the records of an earlier page once more");
    assertThat(failure.where()).endsWith("(page 2)");
  }

  @Test
  void a_cursor_that_leads_in_a_circle_is_noticed() {
    AtomicInteger id = new AtomicInteger();
    probe.vendor.on(
        "/devices",
        made(
            asked ->
                "{\"items\": [{\"id\": "
                    + id.incrementAndGet()
                    + "}], \"next\": \""
                    + ("a".equals(asked.query().get("cursor")) ? "b" : "a")
                    + "\"}"));
    ReadFailure failure =
        probe.fails(
            Kind.REPEATED_PAGE,
            Probe.stream("paging: {style: cursor_body, param: cursor, next: next, max_pages: 50}"));
    assertThat(failure.what()).isEqualTo("the vendor leads back to a page that was read already");
    assertThat(probe.vendor.asked()).hasSize(3);
  }

  @Test
  void more_pages_than_allowed_fail() {
    AtomicInteger id = new AtomicInteger();
    probe.vendor.on(
        "/devices",
        made(
            asked ->
                "{\"items\": [{\"id\": "
                    + id.incrementAndGet()
                    + "}], \"next\": \""
                    + id.get()
                    + "\"}"));
    probe.fails(
        Kind.TOO_MANY_PAGES,
        Probe.stream("paging: {style: cursor_body, param: cursor, next: next, max_pages: 3}"));
    assertThat(probe.vendor.asked()).hasSize(3);
  }

  @Test
  void a_record_that_goes_between_pages_makes_it_read_once_more() throws ReadFailure {
    Shrinking devices = new Shrinking(List.of(1, 2, 3, 4, 5), 1);
    probe.vendor.on("/devices", made(devices::answer));
    List<String> ids =
        probe.read(Probe.NUMBERED).rows().stream()
            .map(row -> row.cells().get("record_id"))
            .toList();
    assertThat(ids).containsExactly("2", "3", "4", "5");
    assertThat(probe.reading.records()).containsEntry("devices", 4);
  }

  @Test
  void records_that_go_each_time_fail() {
    Shrinking devices = new Shrinking(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 9);
    probe.vendor.on("/devices", made(devices::answer));
    ReadFailure failure = probe.fails(Kind.PAGE_DRIFT, Probe.NUMBERED);
    assertThat(failure.what()).contains("went away while they were read");
  }

  @Test
  void fewer_records_than_the_vendor_speaks_of_fail() {
    probe.vendor.on(
        "/devices",
        made(
            asked ->
                "1".equals(asked.query().get("page"))
                    ? "{\"total\": 4, \"items\": [{\"id\": 1}, {\"id\": 2}]}"
                    : "{\"total\": 4, \"items\": [{\"id\": 3}]}"));
    ReadFailure failure = probe.fails(Kind.PAGE_DRIFT, Probe.NUMBERED);
    assertThat(failure.what()).isEqualTo("the vendor speaks of 4 records and sent 3, twice");
  }

  /** Devices, the first of which goes away after the first page is read, so many times. */
  private static final class Shrinking {
    private final java.util.ArrayList<Integer> ids;
    private int times;

    Shrinking(List<Integer> ids, int times) {
      this.ids = new java.util.ArrayList<>(ids);
      this.times = times;
    }

    synchronized String answer(Asked asked) {
      int page = Integer.parseInt(asked.query().get("page"));
      if (page == 2 && times-- > 0) {
        ids.remove(0);
      }
      List<String> items =
          ids.stream().skip((page - 1) * 2L).limit(2).map(id -> "{\"id\": " + id + "}").toList();
      return "{\"total\": " + ids.size() + ", \"items\": [" + String.join(",", items) + "]}";
    }
  }

  @Test
  void children_of_a_reading_that_is_void_are_not_read() throws ReadFailure {
    Shrinking sites = new Shrinking(List.of(1, 2, 3, 4, 5), 1);
    probe.vendor.on("/sites", made(sites::answer));
    for (int id = 2; id <= 5; id++) {
      probe.vendor.on("/sites/" + id, json("{\"items\": [{\"id\": " + id + "}]}"));
    }
    // The site that went is gone: asking for it would fail the whole reading.
    probe.vendor.on("/sites/1", status(404, "{}"));
    probe.read(
        Probe.AUTH
            + """
              streams:
                sites:
                  request: {path: /sites}
                  records: items
                  paging: {style: page, param: page, size_param: size, size: 2, total: total}
                devices:
                  for_each: {stream: sites, as: site, values: {id: id}}
                  request: {path: "/sites/{{site.id}}"}
                  records: items
              """
            + Probe.ROWS);
    assertThat(probe.reading.records()).containsEntry("devices", 4);
    assertThat(probe.vendor.asked("/sites/1")).isZero();
  }

  @Test
  void a_part_that_is_missing_after_pages_is_not_taken_for_the_end() {
    probe.vendor.on(
        "/devices",
        json("{\"items\": [{\"id\": 1}], \"next\": \"/devices?page=2\"}"),
        status(404, "{}"));
    String manifest =
        Probe.NEXT.replace(
            "    records:", "    errors: [{status: ['404'], action: skip}]\n    records:");
    ReadFailure failure = probe.fails(Kind.NOT_FOUND, manifest);
    assertThat(failure.what())
        .isEqualTo("the vendor answered 404 (not found), after pages that were there");
  }

  @Test
  void a_kept_reading_is_read_again_as_it_was_without_asking() throws ReadFailure {
    probe.vendor.on(
        "/devices",
        status(200, Probe.TWO, "X-Next: two", "Set-Cookie: session=1"),
        status(200, "{\"items\": [{\"id\": 3}, {\"odd\": 1}]}"));
    probe.vendor.on("/gone", json("{\"state\": \"none\", \"message\": \"no licence\"}"));
    String manifest =
        Probe.stream("paging: {style: cursor_body, param: at, next: $headers.`x-next`}")
            + """
                gone:
                  request: {path: /gone}
                  records: items
                  errors: [{when: "state = 'none'", action: skip}]
              """;
    probe.read(manifest);
    Reading first = probe.reading;
    int asked = probe.vendor.asked().size();
    Reading again = new Reading();
    probe.reading = again;
    probe.read(manifest, first, again);
    assertThat(probe.vendor.asked()).hasSize(asked);
    assertThat(again.rows()).hasSize(3).containsExactlyInAnyOrderElementsOf(first.rows());
    assertThat(again.problems()).containsExactlyInAnyOrderElementsOf(first.problems());
    assertThat(first.problems())
        .extracting(RecordProblem::what)
        .contains("the vendor refused: no licence");
    assertThat(first.answers().values()).noneMatch(a -> a.headers().containsKey("set-cookie"));
  }

  @Test
  void a_token_for_the_next_page_may_stand_in_a_header() throws ReadFailure {
    probe.vendor.on(
        "/devices",
        made(
            asked ->
                switch (asked.headers().getOrDefault("x-token", "")) {
                  case "" -> "{\"items\": [{\"id\": 1}], \"next\": \"t2\"}";
                  case "t2" -> "{\"items\": [{\"id\": 2}], \"next\": \"t3\"}";
                  default -> "{\"items\": [{\"id\": 3}]}";
                }));
    assertThat(
            probe
                .read(Probe.stream("paging: {style: token_header, param: X-Token, next: next}"))
                .rows())
        .hasSize(3);
  }

  @Test
  void parents_of_the_same_name_are_read_each_by_itself_and_twins_once() throws ReadFailure {
    probe.vendor.on(
        "/sites",
        json(
            "{\"items\": [{\"id\": 1, \"name\": \"x\"}, {\"id\": 2, \"name\": \"x\"},"
                + " {\"id\": 1, \"name\": \"x\"}]}"));
    probe.vendor.on("/sites/1", json("{\"items\": [{\"id\": 11}]}"));
    probe.vendor.on("/sites/2", json("{\"items\": [{\"id\": 12}]}"));
    probe.read(
        Probe.AUTH
            + """
              streams:
                sites:
                  request: {path: /sites}
                  records: items
                devices:
                  for_each: {stream: sites, as: site, values: {name: name, id: id}}
                  request: {path: "/sites/{{site.id}}"}
                  records: items
              """
            + Probe.ROWS);
    assertThat(probe.reading.rows())
        .extracting(row -> row.cells().get("record_id"))
        .containsExactlyInAnyOrder("11", "12");
    assertThat(probe.vendor.asked("/sites/1")).isEqualTo(1);
    assertThat(probe.reading.answers().values())
        .extracting(RecordedAnswer::partition)
        .containsExactlyInAnyOrder("", "x", "x #2");
  }
}
