package io.trueup.app;

import static io.trueup.app.RefusalsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.app.TestService.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestService.Extension.class)
final class IdempotencyApiTest {
  @Test
  void a_repeated_request_gets_the_first_answer_and_has_no_second_effect(TestService service) {
    String body = body(service);
    long before = runs(service);
    Answer first = post(service, body, "again");
    Answer second = post(service, body, "again");
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(runs(service)).isEqualTo(before + 1);
  }

  @Test
  void another_body_under_the_same_key_is_refused(TestService service) {
    String body = body(service);
    assertThat(post(service, body, "other").status()).isEqualTo(202);
    assertProblem(
        post(service, body.replace("}", ", \"as_of\": \"2026-09-30\"}"), "other"),
        422,
        "idempotency-mismatch");
  }

  @Test
  void keys_of_different_callers_do_not_meet(TestService service) {
    String body = body(service);
    String otherKey = service.key(service.tenant, io.trueup.platform.http.Role.BILLER);
    Answer ours = post(service, body, "shared");
    Answer theirs = service.post(otherKey, "/api/v1/runs", body, "Idempotency-Key", "shared");
    assertThat(theirs.header("Idempotent-Replayed")).isEmpty();
    assertThat(theirs.json().get("run_id")).isNotEqualTo(ours.json().get("run_id"));
  }

  @Test
  void a_request_that_failed_leaves_its_key_free(TestService service) {
    String wrong = "{\"dataset_id\": \"" + UUID.randomUUID() + "\"}";
    assertProblem(post(service, wrong, "free"), 400, "invalid-request");
    assertThat(post(service, body(service), "free").status()).isEqualTo(202);
  }

  @Test
  void one_under_way_is_told_and_taken_over_when_its_owner_died(TestService service) {
    String body = body(service);
    assertThat(post(service, body, "dead").status()).isEqualTo(202);
    // As a node leaves it that was killed before its effect: taken, no answer.
    update(service, "dead", Duration.ofMinutes(1));
    Answer waiting = post(service, body, "dead");
    assertProblem(waiting, 409, "request-in-flight");
    assertThat(waiting.header("Retry-After")).isNotEmpty();
    update(service, "dead", Duration.ofMinutes(-1));
    Answer taken = post(service, body, "dead");
    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.header("Idempotent-Replayed")).isEmpty();
    assertThat(post(service, body, "dead").header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void many_at_once_have_one_effect(TestService service) throws Exception {
    String body = body(service);
    long before = runs(service);
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        calls.add(() -> post(service, body, "crowd"));
      }
      List<String> ids = new ArrayList<>();
      for (Future<Answer> each : threads.invokeAll(calls)) {
        Answer answer = each.get();
        assertThat(answer.status()).as(answer.text()).isIn(202, 409);
        if (answer.status() == 202) {
          ids.add(answer.json().get("run_id").asText());
        }
      }
      assertThat(ids).isNotEmpty();
      assertThat(ids.stream().distinct()).hasSize(1);
      assertThat(runs(service)).isEqualTo(before + 1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void update(TestService service, String key, Duration lease) {
    service
        .database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "UPDATE idempotency SET status = NULL, body = NULL, location = NULL, lease_until = now() + ? * interval '1 s' WHERE key = ?",
                    lease.toSeconds(),
                    key));
  }

  private static String body(TestService service) {
    return "{\"dataset_id\": \"" + service.dataset("company_id,name\nc1,Acme\n") + "\"}";
  }

  private static Answer post(TestService service, String body, String key) {
    return service.post(service.admin, "/api/v1/runs", body, "Idempotency-Key", key);
  }

  private static long runs(TestService service) {
    return service.get(service.admin, "/api/v1/runs").json().at("/total/count").asLong();
  }
}
