package io.trueup.connector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.connector.Manifest.Auth;
import io.trueup.connector.Manifest.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token that a request of its own brings: OAuth2, a vendor's own login, or a JSON-RPC visa. Each
 * different token request has a token of its own, so a tenant in its address means a token a
 * tenant. A token is asked for once, however many threads need it.
 */
final class TokenAuthenticator implements Authenticator {
  /** Sends a token request and gives back its decoded answer. */
  interface Sender {
    @Nullable Object send(Question question) throws ReadFailure;
  }

  /** A token is renewed so long before its end, or after nine tenths of its life. */
  private static final long MARGIN_SECONDS = 60;

  private static final long LIFETIME_SECONDS = 3600;

  private final Auth auth;
  private final Function<Map<String, ?>, Question> request;
  private final Sender sender;
  private final Secrets secrets;
  private final Redactor redactor;
  private final Expression token;
  private final Expression expiresIn;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();
  private final Object rotation = new Object();

  /**
   * @param mayGo which hosts may be asked
   * @param baseUrl what a login's path follows
   */
  TokenAuthenticator(
      Auth auth,
      @Nullable String baseUrl,
      Question.HostRule mayGo,
      Sender sender,
      Secrets secrets,
      Redactor redactor) {
    this.auth = auth;
    this.sender = sender;
    this.secrets = secrets;
    this.redactor = redactor;
    String standard = auth.type().equals("jsonrpc_visa") ? "visa" : "access_token";
    String where = auth.type().equals("jsonrpc_visa") ? auth.visa() : auth.token();
    this.token = Expression.compile(where == null ? standard : where);
    this.expiresIn = Expression.compile(auth.expiresIn() == null ? "expires_in" : auth.expiresIn());
    this.request =
        names ->
            Requests.make(
                auth.type().equals("oauth2")
                    ? oauth2()
                    : java.util.Objects.requireNonNull(auth.request()),
                baseUrl,
                auth.headers(),
                names,
                Requests.Extras.NONE,
                mayGo);
  }

  private static final class Slot {
    private @Nullable String token;
    private long renewAt;

    /** Signing in is not tried again by each thread that needs it: accounts are locked for that. */
    private @Nullable ReadFailure failure;
  }

  private Request oauth2() {
    Map<String, String> fields = new LinkedHashMap<>();
    String grant = auth.grant() == null ? "client_credentials" : auth.grant();
    fields.put("grant_type", grant);
    if (grant.equals("password")) {
      fields.put("username", text(auth.username()));
      fields.put("password", text(auth.password()));
    }
    if (grant.equals("refresh_token")) {
      fields.put(
          "refresh_token",
          "{{" + (auth.rotates() == null ? "refresh_token" : auth.rotates()) + "}}");
    }
    if (auth.clientAuth() == null || auth.clientAuth().equals("body")) {
      if (auth.clientId() != null) {
        fields.put("client_id", auth.clientId());
      }
      if (auth.clientSecret() != null) {
        fields.put("client_secret", auth.clientSecret());
      }
    }
    if (auth.scope() != null) {
      fields.put("scope", auth.scope());
    }
    fields.putAll(auth.params());
    if ("json".equals(auth.body())) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      fields.forEach(body::put);
      return new Request("POST", auth.tokenUrl(), null, Map.of(), Map.of(), body, Map.of());
    }
    return new Request("POST", auth.tokenUrl(), null, Map.of(), Map.of(), null, fields);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public Question sign(Question question, Map<String, ?> names) throws ReadFailure {
    String value = token(names);
    if (auth.type().equals("jsonrpc_visa")) {
      return Requests.withField(question, "visa", value);
    }
    Map<String, Object> known = new LinkedHashMap<>(names);
    known.put("token", value);
    Map<String, String> send =
        auth.send() == null ? Map.of("Authorization", "Bearer {{token}}") : auth.send();
    Map<String, String> headers = new LinkedHashMap<>();
    send.forEach(
        (name, text) -> headers.put(name, Template.fill(text, known, Template.Encoding.NONE)));
    return question.with(headers);
  }

  private String token(Map<String, ?> names) throws ReadFailure {
    Map<String, Object> known = new LinkedHashMap<>(names);
    String rotating = auth.rotates();
    if (rotating != null) {
      known.put(rotating, "");
    }
    Question asked = request.apply(known);
    Slot slot = slots.computeIfAbsent(key(asked), k -> new Slot());
    synchronized (slot) {
      if (slot.failure != null) {
        throw slot.failure;
      }
      String current = slot.token;
      if (current == null || System.nanoTime() - slot.renewAt >= 0) {
        try {
          current = fetch(slot, known, rotating);
        } catch (ReadFailure e) {
          slot.failure = e;
          throw e;
        }
      }
      return current;
    }
  }

  /** Tokens of several tenants may come from one refresh token: each must see the last. */
  private String fetch(Slot slot, Map<String, Object> names, @Nullable String rotating)
      throws ReadFailure {
    if (rotating == null) {
      return signIn(slot, names, null);
    }
    synchronized (rotation) {
      return signIn(slot, names, rotating);
    }
  }

  private String signIn(Slot slot, Map<String, Object> names, @Nullable String rotating)
      throws ReadFailure {
    String old = rotating == null ? "" : secrets.find(rotating).orElse("");
    if (rotating != null) {
      names.put(rotating, old);
      redactor.hide(old);
    }
    Question question = request.apply(names);
    if ("basic".equals(auth.clientAuth())) {
      String id = Template.fill(text(auth.clientId()), names, Template.Encoding.NONE);
      String secret = Template.fill(text(auth.clientSecret()), names, Template.Encoding.NONE);
      redactor.hide(id + ":" + secret);
      question = question.with(Map.of("Authorization", PlainAuthenticator.basic(id, secret)));
    }
    Object tree = sender.send(question);
    String value = token.text(tree, Map.of());
    if (value == null) {
      throw new ReadFailure(
          ReadFailure.Kind.UNAUTHORIZED,
          "",
          "",
          "the answer to the sign-in holds no token",
          question.shown(redactor),
          "check the credentials and the address");
    }
    redactor.hide(value);
    if (rotating != null) {
      keepNew(rotating, old, tree);
    }
    long seconds = lifetime(tree);
    long margin = Math.min(MARGIN_SECONDS, Math.max(1, seconds / 10));
    slot.renewAt =
        System.nanoTime() + java.time.Duration.ofSeconds(Math.max(0, seconds - margin)).toNanos();
    slot.token = value;
    return value;
  }

  private void keepNew(String rotating, String old, @Nullable Object tree) throws ReadFailure {
    if (tree instanceof Map<?, ?> map
        && map.get("refresh_token") instanceof String fresh
        && !fresh.equals(old)) {
      redactor.hide(fresh);
      try {
        secrets.replace(rotating, old, fresh);
      } catch (IllegalStateException e) {
        throw new ReadFailure(
            ReadFailure.Kind.UNAUTHORIZED,
            "",
            "",
            "the credential " + rotating + " was changed while it was in use",
            "signing in",
            "it is tried again on schedule, with the credential that is stored now");
      }
    }
  }

  private long lifetime(@Nullable Object tree) {
    String said = expiresIn.text(tree, Map.of());
    if (said != null && said.matches("\\d{1,9}(\\.0*)?")) {
      return new java.math.BigDecimal(said).longValue();
    }
    return auth.lifetime() == null ? LIFETIME_SECONDS : auth.lifetime();
  }

  @Override
  public boolean renew(Question refused, Map<String, ?> names) {
    for (Slot slot : slots.values()) {
      synchronized (slot) {
        String used = slot.token;
        // Another thread may have renewed it meanwhile.
        if (used != null && carries(refused, used)) {
          slot.token = null;
        }
      }
    }
    return true;
  }

  private boolean carries(Question refused, String used) {
    byte[] body = refused.body();
    return refused.headers().values().stream().anyMatch(value -> value.contains(used))
        || (auth.type().equals("jsonrpc_visa")
            && body != null
            && new String(body, java.nio.charset.StandardCharsets.UTF_8).contains(used));
  }

  @Override
  public void learn(@Nullable Object tree, Map<String, ?> names) {
    if (!auth.type().equals("jsonrpc_visa")) {
      return;
    }
    String fresh = token.text(tree, Map.of());
    Slot slot = fresh == null ? null : slots.get(key(request.apply(names)));
    if (fresh != null && slot != null) {
      redactor.hide(fresh);
      synchronized (slot) {
        if (slot.token != null) {
          slot.token = fresh;
        }
      }
    }
  }

  private static String key(Question question) {
    byte[] body = question.body();
    return question.address()
        + "\n"
        + (body == null ? "" : new String(body, java.nio.charset.StandardCharsets.UTF_8));
  }
}
