package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.Rulebooks.Draft;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.Role;
import io.trueup.rulebook.Approvals;
import io.trueup.rulebook.BundleContent;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.Shipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Publishing: one at a time, whole or not at all, and back again. */
@ExtendWith(TestService.Extension.class)
final class RulebookPublishTest {
  private Rulebooks books;

  RulebookPublishTest(TestService service) {
    this.books = new Rulebooks(service);
  }

  @BeforeEach
  void people(TestService service) {
    books = new Rulebooks(service);
  }

  /** A draft that differs in a comment of the policy, ready to be published. */
  private Draft ready(String title) {
    Draft draft = books.begin(title);
    draft.put("policy.yml", draft.get("policy.yml").text() + "# " + title + "\n");
    draft.ready();
    return draft;
  }

  @Test
  void of_two_who_publish_at_once_one_wins_and_the_other_is_told_in_one_line(TestService service)
      throws Exception {
    List<Draft> drafts = List.of(ready("first"), ready("second"));
    List<String> tags = drafts.stream().map(Draft::tag).toList();
    long before = books.inForce();
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Answer>> racing = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Draft draft = drafts.get(i).with(tags.get(i));
      racing.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                return draft.postBy(books.approver, "/publish", "{}");
              }));
    }
    go.countDown();
    List<Answer> answers = racing.stream().map(CompletableFuture::join).toList();
    assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
    Answer lost = answers.stream().filter(a -> a.status() == 409).findFirst().orElseThrow();
    assertThat(lost.json().get("detail").asText())
        .contains("published bundle " + (before + 1), "merge it and have it approved again")
        .doesNotContain("\n");
    assertThat(books.inForce()).isEqualTo(before + 1);
  }

  @Test
  void a_draft_that_fell_behind_is_merged_line_by_line_and_approved_again(TestService service) {
    Draft mine = books.begin("mine");
    mine.put("presets/backup.csv", mine.get("presets/backup.csv").text().stripTrailing() + "\n\n");
    String policy = mine.get("policy.yml").text();
    mine.put("policy.yml", "# At the top, mine.\n" + policy);
    mine.ready();
    Draft theirs = books.begin("theirs");
    theirs.put("policy.yml", theirs.get("policy.yml").text() + "# At the end, theirs.\n");
    theirs.publish();

    assertThat(mine.read().get("behind").asBoolean()).isTrue();
    assertThat(mine.postBy(books.approver, "/publish", "{}").status()).isEqualTo(409);
    JsonNode merged = mine.done("/merge", "{}");
    assertThat(merged.get("merged").asBoolean()).isTrue();
    assertThat(merged.at("/draft/state").asText()).isEqualTo("draft");
    assertThat(merged.at("/draft/behind").asBoolean()).isFalse();
    assertThat(mine.get("policy.yml").text())
        .isEqualTo("# At the top, mine.\n" + policy + "# At the end, theirs.\n");
    assertThat(mine.postBy(books.approver, "/publish", "{}").status())
        .as("it is something else now")
        .isEqualTo(409);
    mine.publish();
  }

  @Test
  void conflicts_are_shown_with_both_texts_and_their_base_until_they_are_settled(
      TestService service) {
    Draft mine = books.begin("mine");
    String base = mine.get("policy.yml").text();
    mine.put("policy.yml", base + "# mine\n");
    mine.delete("scenarios/prices.scenario");
    Draft theirs = books.begin("theirs");
    theirs.put("policy.yml", base + "# theirs\n");
    theirs.put(
        "scenarios/prices.scenario", theirs.get("scenarios/prices.scenario").text() + "# more\n");
    theirs.publish();

    JsonNode result = mine.done("/merge", "{}");
    assertThat(result.get("merged").asBoolean()).isFalse();
    assertThat(result.get("conflicts").findValuesAsText("path"))
        .containsExactly("policy.yml", "scenarios/prices.scenario");
    JsonNode policy = result.at("/conflicts/0");
    assertThat(policy.get("base").asText()).isEqualTo(base);
    assertThat(policy.get("yours").asText()).isEqualTo(base + "# mine\n");
    assertThat(policy.get("theirs").asText()).isEqualTo(base + "# theirs\n");
    assertThat(policy.get("marked").asText())
        .isEqualTo(base + "<<<<<<< yours\n# mine\n=======\n# theirs\n>>>>>>> published\n");
    assertThat(result.at("/conflicts/1").has("yours")).isFalse();
    assertThat(mine.get("policy.yml").text())
        .as("nothing was changed")
        .isEqualTo(base + "# mine\n");

    JsonNode half =
        mine.done(
            "/merge",
            "{\"resolutions\": [{\"path\": \"scenarios/prices.scenario\", \"take\": \"yours\"}]}");
    assertThat(half.get("conflicts")).hasSize(1);
    JsonNode settled =
        mine.done(
            "/merge",
            "{\"resolutions\": [{\"path\": \"scenarios/prices.scenario\", \"take\": \"theirs\"},"
                + "{\"path\": \"policy.yml\", \"take\": \"text\", \"text\": \"# both\\n\"}]}");
    assertThat(settled.get("merged").asBoolean()).isTrue();
    assertThat(mine.get("policy.yml").text()).isEqualTo("# both\n");
    assertThat(mine.get("scenarios/prices.scenario").text()).endsWith("# more\n");
    mine.discard();
  }

  @Test
  void going_back_publishes_the_older_bundle_under_a_new_number(TestService service) {
    ready("to be regretted").doneBy(books.approver, "/publish", "{}");
    long regretted = books.inForce();
    Answer seen = service.get(service.viewer, "/api/v1/rulebook");
    String body = "{\"version\": 1, \"reason\": \"the invoices were wrong\"}";
    String path = "/api/v1/rulebook/rollback";
    assertThat(service.post(books.approver, path, body).status()).isEqualTo(428);
    assertThat(service.post(books.approver, path, body, "If-Match", "\"1\"").status())
        .isEqualTo(412);
    Answer back = service.post(books.approver, path, body, "If-Match", seen.header("ETag"));
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    JsonNode bundle = back.json().get("published");
    assertThat(bundle.get("version").asLong()).isEqualTo(regretted + 1);
    assertThat(bundle.get("hash").asText()).isEqualTo(Shipped.content().hash());
    assertThat(bundle.get("restored").asLong()).isEqualTo(1);
    assertThat(service.post(books.approver, path, body, "If-Match", "*").status())
        .as("it is in force already")
        .isEqualTo(409);
    assertThat(
            service
                .get(service.viewer, "/api/v1/rulebook/bundles/" + regretted)
                .json()
                .get("state")
                .asText())
        .isEqualTo("superseded");
    assertThat(
            service.get(service.viewer, "/api/v1/rulebook/bundles/" + regretted + "/diff").text())
        .contains("+# to be regretted");
    JsonNode run = service.run(service.dataset("company_id,name\nc1,Back\n"));
    assertThat(run.get("bundle_version").asLong()).isEqualTo(regretted + 1);
  }

  @Test
  void a_run_under_way_keeps_its_bundle_and_the_next_gets_the_new_one(TestService service) {
    long before = books.inForce();
    String slow = service.dataset("slow\n");
    Answer started =
        service.post(service.admin, "/api/v1/runs", "{\"dataset_id\": \"" + slow + "\"}");
    String run = started.json().get("run_id").asText();
    while (!service.get(service.viewer, "/api/v1/runs/" + run).json().has("bundle_version")) {
      TestService.pause();
    }
    ready("while a run is under way").doneBy(books.approver, "/publish", "{}");
    service.reconciler.release();
    assertThat(service.await(run).get("bundle_version").asLong()).isEqualTo(before);
    assertThat(
            service
                .run(service.dataset("company_id,name\nc1,Next\n"))
                .get("bundle_version")
                .asLong())
        .isEqualTo(before + 1);
  }

  @Test
  void a_crash_in_mid_publish_leaves_the_published_bundle_in_force(TestService service) {
    Draft draft = ready("cut off");
    long before = books.inForce();
    long audited = books.audited().stream().filter("bundle.published"::equals).count();
    UUID id = UUID.fromString(draft.id);
    Approvals approvals = service.running.application().parts().rules().approvals();
    assertThatThrownBy(
            () ->
                service.db.useTenant(
                    service.tenant,
                    handle -> {
                      BundleRow row = approvals.publish(handle, id, null, "", "key:test");
                      assertThat(Rulebook.inForce(handle).version()).isEqualTo(row.version());
                      // The connection dies after the last statement and before the commit.
                      handle
                          .createQuery("SELECT pg_terminate_backend(pg_backend_pid())")
                          .mapTo(Boolean.class)
                          .one();
                    }))
        .isInstanceOf(RuntimeException.class);
    nothingHappened(service, draft, before, audited);

    // And in between: the audit trail cannot be written once the bundle has been.
    service
        .database
        .owner()
        .useHandle(
            owner ->
                owner.execute(
                    """
                    CREATE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS
                      $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$;
                    CREATE TRIGGER no_audit BEFORE INSERT ON audit_event FOR EACH ROW
                      WHEN (NEW.action = 'bundle.published') EXECUTE FUNCTION no_audit();
                    """));
    try {
      assertThat(draft.postBy(books.approver, "/publish", "{}").status()).isEqualTo(507);
    } finally {
      service
          .database
          .owner()
          .useHandle(owner -> owner.execute("DROP TRIGGER no_audit ON audit_event"));
    }
    nothingHappened(service, draft, before, audited);
    draft.doneBy(books.approver, "/publish", "{}");
    assertThat(books.inForce()).isEqualTo(before + 1);
  }

  private void nothingHappened(TestService service, Draft draft, long before, long audited) {
    assertThat(books.inForce()).isEqualTo(before);
    assertThat(draft.read().get("state").asText()).isEqualTo("approved");
    assertThat(
            service
                .get(service.viewer, "/api/v1/rulebook/bundles")
                .json()
                .at("/items/0/version")
                .asLong())
        .isEqualTo(before);
    assertThat(books.audited().stream().filter("bundle.published"::equals).count())
        .isEqualTo(audited);
  }

  @Test
  void a_bundle_of_unchanged_files_is_stored_once(TestService service) {
    ready("one file differs").doneBy(books.approver, "/publish", "{}");
    long bundles = service.db.read(service.tenant, BundleDao::count);
    assertThat(bundles).isGreaterThan(1);
    long texts =
        service.db.read(
            service.tenant,
            handle -> handle.createQuery("SELECT count(*) FROM rule_text").mapTo(Long.class).one());
    assertThat(texts).isLessThan(2L * Shipped.content().files().size());
  }

  @Test
  void published_files_cannot_be_changed_by_the_application(TestService service) {
    books.inForce();
    for (String sql :
        List.of(
            "UPDATE rule_text SET content = ''",
            "DELETE FROM bundle_file",
            "UPDATE bundle_version SET published_by = 'me'",
            "DELETE FROM bundle_step",
            "UPDATE bundle_content SET rules_hash = hash")) {
      assertThatThrownBy(() -> service.db.useTenant(service.tenant, handle -> handle.execute(sql)))
          .as(sql)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void rules_that_only_the_program_ever_changed_follow_the_program(TestService service) {
    TenantId untouched = tenant(service, "untouched");
    Map<String, String> next = new TreeMap<>(Shipped.content().files());
    next.merge("policy.yml", "# A newer version.\n", String::concat);
    BundleContent newer = BundleContent.of(next);
    new Rulebook(service.db, Shipped.content()).ensure(untouched);
    new Rulebook(service.db, newer).ensure(untouched);
    BundleRow row = service.db.read(untouched, Rulebook::inForce);
    assertThat(row.version()).isEqualTo(2);
    assertThat(row.hash()).isEqualTo(newer.hash());
    // A node of the older version that still runs does not take it back.
    new Rulebook(service.db, Shipped.content()).ensure(untouched);
    assertThat(service.db.read(untouched, Rulebook::inForce).version()).isEqualTo(2);
    // A person's choice stays.
    service.db.useTenant(
        untouched, handle -> Rulebook.rollBack(handle, 1, null, "as before", "key:test"));
    next.merge("policy.yml", "# Newer still.\n", String::concat);
    new Rulebook(service.db, BundleContent.of(next)).ensure(untouched);
    assertThat(service.db.read(untouched, Rulebook::inForce).version()).isEqualTo(3);
  }

  @Test
  void a_bundle_that_this_version_cannot_use_is_not_brought_back(TestService service) {
    TenantId upgraded = tenant(service, "upgraded");
    Map<String, String> older = new TreeMap<>(Shipped.content().files());
    older.put("discrepancies/old.drl", "package trueup.discrepancies\nrule \"Half");
    new Rulebook(service.db, BundleContent.of(older)).ensure(upgraded);
    new Rulebook(service.db, Shipped.content()).ensure(upgraded);
    Answer refused =
        service.post(
            service.key(upgraded, Role.APPROVER),
            "/api/v1/rulebook/rollback",
            "{\"version\": 1, \"reason\": \"as before\"}",
            "If-Match",
            "*");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText())
        .startsWith("This version of Trueup cannot use bundle 1: discrepancies/old.drl:2:")
        .doesNotContain("\n");
    assertThat(service.db.read(upgraded, Rulebook::inForce).version()).isEqualTo(2);
  }

  private static TenantId tenant(TestService service, String slug) {
    TenantId tenant = TenantId.create();
    service.db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, :slug)) c")
                .bind("id", tenant.value())
                .bind("slug", slug)
                .mapTo(Integer.class)
                .one());
    return tenant;
  }
}
