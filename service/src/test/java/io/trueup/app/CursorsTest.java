package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Cursor;
import io.trueup.platform.http.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cursor that somebody made up is refused before it is used. */
@ExtendWith(TestService.Extension.class)
final class CursorsTest {
  private static final String ID = UUID.randomUUID().toString();

  @Test
  void parts_that_are_no_numbers_moments_or_ids_are_refused(TestService service) {
    Map<String, String> names = new TreeMap<>();
    names.put("/api/v1/runs", "/runs?status=");
    names.put("/api/v1/datasets", "/datasets");
    names.put("/api/v1/syncs", "/syncs?of=&state=");
    List<List<String>> forged =
        List.of(
            List.of("yesterday", ID),
            List.of("2026-10-31T00:00:00Z", "1"),
            List.of("2026-10-31T00:00:00Z", "'; DROP TABLE run; --"),
            List.of("+999999999-12-31T23:59:59Z", ID),
            List.of("0000-01-01T00:00:00Z", ID),
            List.of("2026-99-31T00:00:00Z", ID),
            List.of("2026-10-31T00:00:00Z\0", ID),
            List.of("", ""));
    names.forEach(
        (path, name) -> {
          for (List<String> key : forged) {
            assertThat(get(service, path + "?after=" + Cursor.encode(name, key)))
                .as(path + key)
                .isEqualTo("400 urn:trueup:problem:bad-cursor");
          }
          assertThat(
                  get(
                      service,
                      path + "?after=" + Cursor.encode(name, List.of("2026-10-31T00:00:00Z", ID))))
              .startsWith("200");
        });
  }

  @Test
  void a_number_is_a_number_that_fits(TestService service) {
    String name = "/snapshots?of=none";
    for (String number : List.of("x", "1.5", "", "99999999999999999999", "1\0")) {
      assertThat(
              get(
                  service,
                  "/api/v1/integrations/none/snapshots?after="
                      + Cursor.encode(name, List.of(number))))
          .as(number)
          .isEqualTo("400 urn:trueup:problem:bad-cursor");
    }
    assertThat(
            get(
                service,
                "/api/v1/integrations/none/snapshots?after=" + Cursor.encode(name, List.of("7"))))
        .startsWith("200");
  }

  @Test
  void pages_refuse_them_too(TestService service) {
    Browser odo = Browser.of(service, "odo-cursor", Role.AUDITOR);
    String year = "pages/audit/overridden?year=2026";
    for (List<String> key : List.of(List.of("x", "a", "b"), List.of("1", "a\0", "b"))) {
      assertThat(
              odo.get("/audit/overridden?year=2026&after=" + Cursor.encode(year, key)).statusCode())
          .isEqualTo(400);
    }
  }

  private static String get(TestService service, String path) {
    TestService.Answer answer = service.get(service.admin, path);
    return answer.status()
        + (answer.status() == 200 ? "" : " " + answer.json().get("type").asText());
  }
}
