package io.trueup.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** An identity provider in this process, which can also be made to lie. */
final class FakeOidc implements AutoCloseable {
  static final String CLIENT = "trueup-client";
  static final String SECRET = "oidc-client-secret-4711";

  private final HttpServer server;
  private final RSAKey key;
  private final RSAKey foreign;
  private final Map<String, Issued> codes = new ConcurrentHashMap<>();
  private final AtomicInteger described = new AtomicInteger();
  private volatile String description = "";
  private volatile Duration slow = Duration.ZERO;

  private record Issued(Map<String, String> asked, JWTClaimsSet claims, RSAKey key) {}

  FakeOidc() {
    try {
      key = new RSAKeyGenerator(2048).keyID("one").generate();
      foreign = new RSAKeyGenerator(2048).keyID("one").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", this::answer);
    server.start();
    description =
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"],
         "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}
        """
            .formatted(issuer());
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
  }

  /** What it says of itself from now on. */
  void describe(String text) {
    description = text;
  }

  String description() {
    return description;
  }

  /** How long it takes to say what it is, from now on. */
  void slow(Duration time) {
    slow = time;
    described.set(0);
  }

  /** How often it was asked what it is since it became slow. */
  int described() {
    return described.get();
  }

  private String describe() {
    described.incrementAndGet();
    LockSupport.parkNanos(slow.toNanos());
    return description;
  }

  /** The claims of an ID token. */
  static final class Token {
    final JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
    boolean forged;
  }

  /**
   * Signs somebody in who was sent there.
   *
   * @param sentTo the address that the browser was sent to
   * @param change makes the ID token other than it should be
   * @return query of the address that the browser is sent back to
   */
  String signIn(URI sentTo, String subject, List<String> groups, Consumer<Token> change) {
    Map<String, String> asked = query(sentTo.getRawQuery());
    Token token = new Token();
    Instant now = Instant.now();
    token
        .claims
        .issuer(issuer())
        .subject(subject)
        .audience(CLIENT)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("nonce", asked.get("nonce"))
        .claim("preferred_username", subject + "@example.com")
        .claim("name", "Person " + subject)
        .claim("groups", groups);
    change.accept(token);
    String code = UUID.randomUUID().toString();
    codes.put(code, new Issued(asked, token.claims.build(), token.forged ? foreign : key));
    return "code=" + code + "&state=" + asked.get("state");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String told =
          switch (path) {
            case "/realm/.well-known/openid-configuration" -> describe();
            case "/realm/keys" -> new JWKSet(key).toPublicJWKSet().toString();
            case "/realm/token" -> token(exchange, query(body));
            default -> "";
          };
      byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          told.isEmpty() ? 404 : told.contains("\"error\"") ? 400 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** A code is good once, for who holds the verifier and the client's secret. */
  private String token(HttpExchange exchange, Map<String, String> form) {
    Issued issued = codes.remove(form.getOrDefault("code", ""));
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    if (issued == null
        || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !"S256".equals(issued.asked().get("code_challenge_method"))
        || !hash(form.getOrDefault("code_verifier", ""))
            .equals(issued.asked().get("code_challenge"))
        || !Objects.equals(issued.asked().get("redirect_uri"), form.get("redirect_uri"))) {
      return "{\"error\": \"invalid_grant\"}";
    }
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), issued.claims());
      token.sign(new RSASSASigner(issued.key()));
      return "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"id_token\": \"%s\"}"
          .formatted(token.serialize());
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String hash(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, String> query(String text) {
    Map<String, String> all = new HashMap<>();
    for (String each : text.split("&", -1)) {
      int cut = each.indexOf('=');
      if (cut > 0) {
        all.put(
            each.substring(0, cut),
            URLDecoder.decode(each.substring(cut + 1), StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
