package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TokenAuthenticatorTest {
  private static final Question QUESTION =
      Requests.make(
          new Manifest.Request("GET", "https://h/x", null, Map.of(), Map.of(), null, Map.of()),
          null,
          Map.of(),
          Map.of(),
          Requests.Extras.NONE,
          address -> true);

  private final List<Question> sent = Collections.synchronizedList(new ArrayList<>());
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> stored = new HashMap<>(Map.of("refresh", "old-refresh"));
  private final Redactor redactor = new Redactor();
  private Map<String, Object> answer = Map.of();
  private int lives = 3600;

  private TokenAuthenticator authenticator(String yaml) {
    return authenticator(yaml, this::send);
  }

  private TokenAuthenticator authenticator(String yaml, TokenAuthenticator.Sender sender) {
    try {
      Manifest.Auth auth =
          YAMLMapper.builder()
              .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .build()
              .readValue(yaml, Manifest.Auth.class);
      return new TokenAuthenticator(
          auth, "https://h", address -> true, sender, new Stored(), redactor);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private synchronized Object send(Question question) {
    sent.add(question);
    events.add("asked");
    Map<String, Object> all = new HashMap<>(answer);
    all.putIfAbsent("access_token", "token-" + sent.size());
    all.putIfAbsent("expires_in", lives);
    return all;
  }

  private final class Stored implements Secrets {
    @Override
    public Optional<String> find(String name) {
      return Optional.ofNullable(stored.get(name));
    }

    @Override
    public void replace(String name, String old, String value) {
      events.add("stored " + value);
      if (!old.equals(stored.get(name))) {
        throw new IllegalStateException("somebody else replaced it");
      }
      stored.put(name, value);
    }
  }

  private static String body(Question question) {
    return new String(question.body(), StandardCharsets.UTF_8);
  }

  private static final String CLIENT =
      "{type: oauth2, token_url: 'https://h/token', client_id: '{{id}}', client_secret: '{{key}}'";

  private static final String ROTATING =
      "{type: oauth2, token_url: 'https://h/token', grant: refresh_token, rotates: refresh}";

  private static final Map<String, Object> NAMES = Map.of("id", "me", "key", "s3cret&");

  @Test
  void many_threads_ask_once() throws Exception {
    TokenAuthenticator authenticator = authenticator(CLIENT + "}");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CyclicBarrier together = new CyclicBarrier(8);
    List<Future<Question>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          threads.submit(
              () -> {
                together.await();
                return authenticator.sign(QUESTION, NAMES);
              }));
    }
    for (Future<Question> each : all) {
      assertThat(each.get().headers()).containsEntry("Authorization", "Bearer token-1");
    }
    threads.shutdownNow();
    assertThat(sent).hasSize(1);
    assertThat(body(sent.get(0)))
        .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=s3cret%26");
  }

  @Test
  void many_refusals_of_one_token_renew_it_once() throws Exception {
    TokenAuthenticator authenticator = authenticator(CLIENT + "}");
    Question signed = authenticator.sign(QUESTION, NAMES);
    for (int i = 0; i < 5; i++) {
      assertThat(authenticator.renew(signed, NAMES)).isTrue();
      assertThat(authenticator.sign(QUESTION, NAMES).headers())
          .containsEntry("Authorization", "Bearer token-2");
    }
    assertThat(sent).hasSize(2);
  }

  @Test
  void a_token_whose_time_is_over_is_replaced() throws Exception {
    lives = 0;
    TokenAuthenticator authenticator = authenticator(CLIENT + "}");
    authenticator.sign(QUESTION, NAMES);
    authenticator.sign(QUESTION, NAMES);
    assertThat(sent).hasSize(2);
  }

  @Test
  void each_address_has_a_token_of_its_own() throws Exception {
    TokenAuthenticator authenticator =
        authenticator("{type: oauth2, token_url: 'https://h/{{tenant}}/token'}");
    for (String tenant : new String[] {"a", "b", "a"}) {
      authenticator.sign(QUESTION, Map.of("tenant", tenant));
    }
    assertThat(sent).extracting(q -> q.address().getPath()).containsExactly("/a/token", "/b/token");
  }

  @Test
  void the_client_may_show_itself_in_a_header() throws Exception {
    TokenAuthenticator authenticator =
        authenticator(CLIENT + ", client_auth: basic, scope: read, params: {audience: x}}");
    authenticator.sign(QUESTION, NAMES);
    assertThat(sent.get(0).headers()).containsEntry("Authorization", "Basic bWU6czNjcmV0Jg==");
    assertThat(body(sent.get(0))).isEqualTo("grant_type=client_credentials&scope=read&audience=x");
    assertThat(redactor.clean("was bWU6czNjcmV0Jg==")).isEqualTo("was •••");
  }

  @Test
  void a_refresh_token_that_is_replaced_is_stored_before_the_new_token_is_used() throws Exception {
    answer = Map.of("refresh_token", "new-refresh");
    TokenAuthenticator authenticator = authenticator(ROTATING);
    Question signed = authenticator.sign(QUESTION, NAMES);
    events.add("used");
    assertThat(signed.headers()).containsEntry("Authorization", "Bearer token-1");
    assertThat(events).containsExactly("asked", "stored new-refresh", "used");
    assertThat(body(sent.get(0))).contains("refresh_token=old-refresh");
    authenticator.renew(signed, NAMES);
    answer = Map.of("refresh_token", "third");
    authenticator.sign(QUESTION, NAMES);
    assertThat(body(sent.get(1))).contains("refresh_token=new-refresh");
    assertThat(stored).containsEntry("refresh", "third");
    assertThat(redactor.clean("old-refresh new-refresh third")).isEqualTo("••• ••• •••");
  }

  @Test
  void a_refresh_token_that_somebody_else_replaced_is_told() {
    answer = Map.of("refresh_token", "new-refresh");
    // The answer comes after somebody else stored another.
    TokenAuthenticator late = authenticator(ROTATING, this::replaceAndSend);
    ReadFailure failure = catchThrowableOfType(ReadFailure.class, () -> late.sign(QUESTION, NAMES));
    assertThat(failure.kind()).isEqualTo(ReadFailure.Kind.UNAUTHORIZED);
    assertThat(failure.what()).isEqualTo("the credential refresh was changed while it was in use");
    assertThat(stored).containsEntry("refresh", "theirs");
  }

  private Object replaceAndSend(Question question) {
    stored.put("refresh", "theirs");
    return send(question);
  }

  @Test
  void an_answer_without_a_token_is_told_once() {
    answer = new HashMap<>(Map.of("access_token", ""));
    TokenAuthenticator authenticator = authenticator(CLIENT + "}");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> authenticator.sign(QUESTION, NAMES))
          .isInstanceOf(ReadFailure.class)
          .hasMessage(
              "the answer to the sign-in holds no token — POST https://h/token — check the"
                  + " credentials and the address");
    }
    assertThat(sent).hasSize(1);
  }

  @Test
  void a_visa_goes_into_the_body_and_the_next_comes_with_the_answer() throws Exception {
    TokenAuthenticator authenticator =
        authenticator(
            "{type: jsonrpc_visa, visa: visa, request: {method: POST, path: /login, body: {u: x}}}");
    answer = Map.of("visa", "v1");
    Question call =
        new Question(
            "POST",
            URI.create("https://h/x"),
            Map.of(),
            "{\"amount\": 0.10}".getBytes(StandardCharsets.UTF_8),
            "application/json",
            address -> true);
    assertThat(body(authenticator.sign(call, NAMES)))
        .isEqualTo("{\"amount\":0.10,\"visa\":\"v1\"}");
    authenticator.learn(Map.of("visa", "v2"), NAMES);
    assertThat(body(authenticator.sign(call, NAMES))).contains("\"visa\":\"v2\"");
    authenticator.learn(Map.of("other", 1), NAMES);
    assertThat(body(authenticator.sign(call, NAMES))).contains("\"visa\":\"v2\"");
    assertThat(sent).hasSize(1);
  }
}
