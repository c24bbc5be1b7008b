package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.http.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/** Two people who work on a tenant's rules over REST. */
final class Rulebooks {
  private static final String DRAFTS = "/api/v1/rulebook/drafts";

  final TestService service;
  final String editor;
  final String approver;

  Rulebooks(TestService service) {
    this.service = service;
    this.editor = service.key(service.tenant, Role.RULE_EDITOR);
    this.approver = service.key(service.tenant, Role.APPROVER);
  }

  Draft begin(String title) {
    Answer made = service.post(editor, DRAFTS, "{\"title\": \"" + title + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    return new Draft(made.json().get("draft_id").asText(), null);
  }

  long inForce() {
    return service.get(service.viewer, "/api/v1/rulebook").json().at("/published/version").asLong();
  }

  List<String> audited() {
    return service
        .get(service.admin, "/api/v1/audit?limit=500")
        .json()
        .get("items")
        .findValuesAsText("action");
  }

  /** The policy with one more number. */
  String policyWithMore(Draft draft) {
    return draft.get("policy.yml").text() + "\n# As agreed with billing.\nagreed_with_billing: 1\n";
  }

  /** A draft, edited with the ETag that it has now unless another is given. */
  final class Draft {
    final String id;
    private final @org.jspecify.annotations.Nullable String fixedTag;

    Draft(String id, @org.jspecify.annotations.Nullable String fixedTag) {
      this.id = id;
      this.fixedTag = fixedTag;
    }

    Draft with(String tag) {
      return new Draft(id, tag);
    }

    String path() {
      return DRAFTS + "/" + id;
    }

    String tag() {
      return fixedTag == null ? service.get(service.viewer, path()).header("ETag") : fixedTag;
    }

    JsonNode read() {
      return service.get(service.viewer, path()).json();
    }

    Answer get(String file) {
      return service.get(service.viewer, path() + "/files/" + file);
    }

    Answer put(String file, String text) {
      return putBy(editor, file, text);
    }

    Answer putBy(String key, String file, String text) {
      return service.send(
          service
              .request(key, path() + "/files/" + file)
              .header("Content-Type", "text/plain; charset=utf-8")
              .header("If-Match", tag())
              .PUT(BodyPublishers.ofString(text)));
    }

    Answer putBytes(String file, byte[] bytes) {
      return service.send(
          service
              .request(editor, path() + "/files/" + file)
              .header("Content-Type", "text/plain")
              .header("If-Match", tag())
              .PUT(BodyPublishers.ofByteArray(bytes)));
    }

    Answer delete(String file) {
      return service.send(
          service.request(editor, path() + "/files/" + file).header("If-Match", tag()).DELETE());
    }

    Answer discard() {
      return service.send(service.request(editor, path()).header("If-Match", tag()).DELETE());
    }

    Answer post(String step, String body) {
      return postBy(editor, step, body);
    }

    Answer postBy(String key, String step, String body) {
      return service.post(key, path() + step, body, "If-Match", tag());
    }

    JsonNode done(String step, String body) {
      return doneBy(editor, step, body);
    }

    JsonNode doneBy(String key, String step, String body) {
      Answer answer = postBy(key, step, body);
      assertThat(answer.status()).as(step + ": " + answer.text()).isEqualTo(200);
      return answer.json();
    }

    /** Checked, tested, approved, for whatever reason. */
    void ready() {
      assertThat(done("/check", "{}").get("passed").asBoolean()).isTrue();
      done("/test", "{}");
      doneBy(approver, "/approve", "{\"override_reason\": \"as agreed\"}");
    }

    JsonNode publish() {
      ready();
      return doneBy(approver, "/publish", "{}");
    }
  }
}
