package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.user.Passwords;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom an identity provider vouches for gets in; whom it does not, or not really, does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OidcSignInTest {
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  private final FakeOidc provider = new FakeOidc();
  private TestService service;

  @BeforeEach
  void start() {
    if (service == null) {
      TestDatabase database = fresh.database();
      service = TestService.configured(database, this::configure);
    }
  }

  private void configure(TrueupConfiguration configuration) {
    SignInSection.Oidc oidc = configuration.signIn.oidc;
    oidc.issuer = provider.issuer();
    oidc.name = "Acme <ID>";
    oidc.clientId = FakeOidc.CLIENT;
    oidc.clientSecret = FakeOidc.SECRET;
    oidc.address = "http://127.0.0.1:1";
    Map<String, String> roles = new LinkedHashMap<>();
    roles.put("it", "admin");
    roles.put("finance", "biller");
    roles.put("everybody", "viewer");
    oidc.roles = roles;
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
    provider.close();
  }

  @Test
  void somebody_in_a_group_with_a_role_is_made_a_user_and_let_in() {
    Browser browser = new Browser(service);
    assertThat(browser.get("/sign-in?to=/rules").body())
        .contains("Sign in with Acme &lt;ID&gt;", "href=\"/sign-in/oidc?to=%2Frules\"");
    URI sent = begin(browser, "/rules");
    Map<String, String> asked = FakeOidc.query(sent.getRawQuery());
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", "http://127.0.0.1:1/sign-in/oidc/callback")
        .containsKeys("state", "nonce", "code_challenge");
    String back = provider.signIn(sent, "Anna.M", List.of("finance", "everybody"), token -> {});
    assertThat(location(browser.get("/sign-in/oidc/callback?" + back))).isEqualTo("/rules");
    assertThat(browser.get("/").body()).contains("Person Anna.M", "Biller");
    assertThat(audited()).contains("user.created by oidc", "user.signed_in by user:anna.m");
    assertThat(new Browser(service).signIn("anna.m", Browser.PASSWORD).statusCode())
        .as("she has no password here")
        .isEqualTo(401);
  }

  @Test
  void the_role_follows_the_group_from_one_sign_in_to_the_next() {
    assertThat(signIn("berta", List.of("everybody"))).isEqualTo("/");
    assertThat(user("berta").role().name()).isEqualTo("VIEWER");
    assertThat(signIn("berta", List.of("everybody", "it"))).isEqualTo("/");
    assertThat(user("berta").role().name()).isEqualTo("ADMIN");
    assertThat(audited()).contains("user.role_changed by oidc");
  }

  @Test
  void somebody_of_the_same_name_is_another_user() {
    Browser.addUser(service, service.tenant, "clara", io.trueup.platform.http.Role.ADMIN);
    assertThat(signIn("clara", List.of("everybody"))).isEqualTo("/");
    assertThat(user("clara").role().name()).isEqualTo("ADMIN");
    assertThat(user("clara-2").role().name()).isEqualTo("VIEWER");
    assertThat(signIn("clara", List.of("everybody"))).isEqualTo("/");
    assertThat(found("clara-3")).isFalse();
  }

  @Test
  void somebody_without_a_role_is_told_so_and_is_no_user() {
    Browser browser = new Browser(service);
    String back = provider.signIn(begin(browser, "/"), "dora", List.of("strangers"), token -> {});
    HttpResponse<String> refused = browser.get("/sign-in/oidc/callback?" + back);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("none of your groups there has a role in Trueup");
    assertThat(found("dora")).isFalse();
    assertThat(browser.get("/").statusCode()).isEqualTo(303);
    String many =
        provider.signIn(
            begin(browser, "/"),
            "dirk",
            List.of(),
            token -> {
              token.claims.claim("groups", null);
              token.claims.claim("_claim_names", Map.of("groups", "src1"));
            });
    assertThat(browser.get("/sign-in/oidc/callback?" + many).body())
        .contains("more groups than Acme");
  }

  @Test
  void a_disabled_user_is_told_so_and_stays_out() {
    assertThat(signIn("emil", List.of("everybody"))).isEqualTo("/");
    service.db.useTenant(service.tenant, handle -> Users.disable(handle, "emil", "test"));
    Browser browser = new Browser(service);
    String back = provider.signIn(begin(browser, "/"), "emil", List.of("it"), token -> {});
    assertThat(browser.get("/sign-in/oidc/callback?" + back).body()).contains("is disabled");
    assertThat(user("emil").role().name()).isEqualTo("VIEWER");
    assertThat(browser.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void a_token_that_is_not_for_us_from_it_and_now_lets_nobody_in() {
    Map<String, Consumer<FakeOidc.Token>> lies = new LinkedHashMap<>();
    lies.put("another key", token -> token.forged = true);
    lies.put("another nonce", token -> token.claims.claim("nonce", "other"));
    lies.put("no nonce", token -> token.claims.claim("nonce", null));
    lies.put("another audience", token -> token.claims.audience("other-client"));
    lies.put("another issuer", token -> token.claims.issuer("https://evil.example"));
    lies.put(
        "expired",
        token -> token.claims.expirationTime(new Date(System.currentTimeMillis() - 600_000)));
    lies.put("no end", token -> token.claims.expirationTime(null));
    lies.put("nobody", token -> token.claims.subject(null));
    lies.forEach(
        (what, lie) -> {
          Browser browser = new Browser(service);
          String back = provider.signIn(begin(browser, "/"), "frieda", List.of("it"), lie);
          HttpResponse<String> refused = browser.get("/sign-in/oidc/callback?" + back);
          assertThat(refused.statusCode()).as(what).isEqualTo(401);
          assertThat(refused.body()).as(what).contains("cannot be trusted");
          assertThat(browser.get("/").statusCode()).as(what).isEqualTo(303);
        });
    assertThat(found("frieda")).isFalse();
  }

  @Test
  void a_state_is_good_once_and_for_the_browser_that_began() {
    Browser browser = new Browser(service);
    String back = provider.signIn(begin(browser, "/"), "gustav", List.of("it"), token -> {});
    assertThat(new Browser(service).get("/sign-in/oidc/callback?" + back).body())
        .as("another browser")
        .contains("Begin again.");
    assertThat(browser.get("/sign-in/oidc/callback?" + back).body())
        .as("it was used up by that")
        .contains("Begin again.");
    String good = provider.signIn(begin(browser, "/"), "gustav", List.of("it"), token -> {});
    assertThat(location(browser.get("/sign-in/oidc/callback?" + good))).isEqualTo("/");
    assertThat(browser.get("/sign-in/oidc/callback?" + good).statusCode()).isEqualTo(401);
    assertThat(browser.get("/sign-in/oidc/callback?code=x&state=y").statusCode()).isEqualTo(401);
    assertThat(browser.get("/sign-in/oidc/callback").statusCode()).isEqualTo(401);
  }

  @Test
  void what_the_provider_refuses_or_somebody_else_answers_lets_nobody_in() {
    Browser browser = new Browser(service);
    String state = FakeOidc.query(begin(browser, "/").getRawQuery()).get("state");
    assertThat(browser.get("/sign-in/oidc/callback?error=access_denied&state=" + state).body())
        .contains("was not allowed to sign you in");
    state = FakeOidc.query(begin(browser, "/").getRawQuery()).get("state");
    assertThat(browser.get("/sign-in/oidc/callback?code=made-up&state=" + state).body())
        .contains("did not confirm the sign-in");
    String back = provider.signIn(begin(browser, "/"), "hans", List.of("it"), token -> {});
    assertThat(browser.get("/sign-in/oidc/callback?" + back + "&iss=https%3A%2F%2Fevil").body())
        .contains("from another provider");
  }

  @Test
  void one_is_led_to_pages_of_ours_alone_and_other_tenants_have_no_such_button() {
    Browser browser = new Browser(service);
    String back =
        provider.signIn(begin(browser, "https://evil.example/"), "ida", List.of("it"), token -> {});
    assertThat(location(browser.get("/sign-in/oidc/callback?" + back))).isEqualTo("/");
    assertThat(new Browser(service).get("/sign-in?tenant=other").body())
        .doesNotContain("Sign in with");
  }

  @Test
  void a_provider_that_calls_itself_otherwise_or_is_not_there_is_not_used() {
    TestDatabase database = fresh.database();
    try (FakeOidc other = new FakeOidc();
        TestService elsewhere =
            TestService.configured(
                database,
                configuration -> {
                  configure(configuration);
                  configuration.signIn.oidc.issuer = other.issuer();
                })) {
      String honest = other.description();
      for (String bad :
          List.of(
              honest.replace("\"issuer\": \"", "\"issuer\": \"https://evil.example"),
              honest.replace(
                  "\"authorization_endpoint\": \"http://127.0.0.1",
                  "\"authorization_endpoint\": \"http://evil.example"),
              "not json",
              "")) {
        other.describe(bad);
        HttpResponse<String> answer = new Browser(elsewhere).get("/sign-in/oidc");
        assertThat(answer.statusCode()).as(bad).isEqualTo(401);
        assertThat(answer.body()).as(bad).containsAnyOf("cannot be reached", "not set up right");
      }
      other.slow(Duration.ofSeconds(1));
      List<CompletableFuture<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Browser browser = new Browser(elsewhere);
        all.add(
            CompletableFuture.supplyAsync(
                () -> browser.get("/sign-in/oidc").statusCode(), task -> new Thread(task).start()));
      }
      all.forEach(each -> assertThat(each.join()).isEqualTo(401));
      assertThat(other.described()).as("who waited for one answer shares it").isLessThan(4);
      other.slow(Duration.ZERO);
      other.describe(honest);
      assertThat(new Browser(elsewhere).get("/sign-in/oidc").statusCode()).isEqualTo(303);
      assertThat(new Browser(elsewhere).get("/sign-in").body()).contains("name=\"password\"");
    }
  }

  @Test
  void who_is_vouched_for_is_given_no_password_on_the_machine_either() {
    assertThat(signIn("jette", List.of("everybody"))).isEqualTo("/");
    assertThatThrownBy(
            () ->
                service.db.useTenant(
                    service.tenant,
                    handle ->
                        new Users(new Passwords())
                            .setPassword(handle, "jette", Browser.PASSWORD, "cli")))
        .hasMessageContaining("have no password here");
    assertThat(user("jette").local()).isFalse();
  }

  private String signIn(String subject, List<String> groups) {
    Browser browser = new Browser(service);
    String back = provider.signIn(begin(browser, "/"), subject, groups, token -> {});
    return location(browser.get("/sign-in/oidc/callback?" + back));
  }

  private static URI begin(Browser browser, String to) {
    HttpResponse<String> answer = browser.get("/sign-in/oidc?to=" + to);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Lax");
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private UserRow user(String name) {
    return service.db.read(service.tenant, handle -> Users.find(handle, name)).orElseThrow();
  }

  private boolean found(String name) {
    return service.db.read(service.tenant, handle -> Users.find(handle, name)).isPresent();
  }

  private List<String> audited() {
    return service.db.read(
        service.tenant,
        handle ->
            handle
                .createQuery("SELECT action || ' by ' || actor FROM audit_event")
                .mapTo(String.class)
                .list());
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(to -> to.replaceFirst("^http://[^/]+", ""))
        .orElse("none: " + answer.statusCode() + answer.body());
  }
}
