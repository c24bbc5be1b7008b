package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.client.ClientMatcher;
import io.trueup.client.Matching;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** People decide while accounts are matched by what they said before. */
final class ClientsDecidedMeanwhileTest {
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path folder;

  /** Once held, every matching says that it came, and waits for leave. */
  private final AtomicBoolean held = new AtomicBoolean();

  private final Semaphore came = new Semaphore(0);
  private final Semaphore leave = new Semaphore(0);
  private TestService service;
  private ClientApi clients;

  @BeforeEach
  void a_month_was_run() {
    Engine shipped = Engine.of();
    service =
        TestService.with(
            fresh.database(),
            new Engine(
                shipped.reconciler(),
                shipped.judge(),
                handle -> holding(shipped.matcher(), handle),
                shipped.compiled()),
            configuration -> {});
    clients = new ClientApi(service);
    clients.run(ClientsMonth.write(folder.resolve("month")));
  }

  @AfterEach
  void stop() {
    held.set(false);
    leave.release(100);
    service.close();
  }

  private ClientMatcher.Rules holding(ClientMatcher matcher, Handle handle) {
    ClientMatcher.Rules rules = matcher.rules(handle);
    return new ClientMatcher.Rules() {
      @Override
      public Matching match(Path month) {
        Matching matching = rules.match(month);
        if (held.get()) {
          came.release();
          take(leave);
        }
        return matching;
      }

      @Override
      public int confirmedBeforeNames() {
        return rules.confirmedBeforeNames();
      }
    };
  }

  private static void take(Semaphore semaphore) {
    try {
      assertThat(semaphore.tryAcquire(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Matching has begun with what was decided until now, and is held before its end. */
  private void matching() {
    held.set(true);
    service.post(service.admin, ClientApi.MATCHES + "/refresh", "{}");
    take(came);
  }

  /** The matching that is held ends, and the next has begun. */
  private void next() {
    leave.release();
    take(came);
  }

  @Test
  void a_word_that_was_taken_back_does_not_come_back() {
    clients.confirmed("T3", "C2");
    clients.confirmed("T5", "C2");
    matching();
    clients.decided("T3", "undo", "{\"reason\": \"wrong list\"}");
    clients.decided("T5", "undo", "{\"reason\": \"wrong list\"}");
    assertThat(clients.standing("T5")).isEqualTo("T5 auto C5 12.00 USD");

    next();

    assertThat(clients.standing("T3")).isEqualTo("T3 unmatched  36.00 USD");
    assertThat(clients.standing("T5")).isEqualTo("T5 auto C5 12.00 USD");
    held.set(false);
    leave.release();
    clients.settled();
    assertThat(clients.standing("T3")).isEqualTo("T3 unmatched  36.00 USD");
    assertThat(clients.standing("T5")).isEqualTo("T5 auto C5 12.00 USD");
  }

  @Test
  void a_word_that_made_way_for_the_one_before_does_not_come_back() {
    clients.confirmed("T3", "C2");
    clients.confirmed("T3", "C3");
    matching();
    clients.decided("T3", "undo", "{\"reason\": \"wrong list\"}");

    next();

    assertThat(clients.standing("T3")).isEqualTo("T3 confirmed C2 36.00 USD");
  }

  @Test
  void what_the_rules_found_is_not_what_a_person_had_told_them() {
    clients.confirmed("T5", "C2");
    matching();
    clients.confirmed("T5", "C3");
    service.post(service.admin, ClientApi.MATCHES + "/refresh", "{}");

    next();

    assertThat(clients.standing("T5")).isEqualTo("T5 confirmed C3 12.00 USD");
    assertThat(clients.get("T5").at("/found/decision").asText()).isEqualTo("auto");
    assertThat(clients.get("T5").at("/found/company_id").asText()).isEqualTo("C5");
  }
}
