package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trueup.connector.SpecLists.Page;
import io.trueup.connector.SpecLists.Wanted;
import io.trueup.connector.SpecRecords.Mood;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A vendor on this machine that is made of the vendor's own description. It checks each request
 * against the description, remembers what is wrong with it, and answers with records that the
 * description allows. Whoever does not say who asks is refused, and any question for a token that
 * is not described is granted.
 */
final class SpecVendor implements AutoCloseable {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final SpecDocument document;
  private final SpecRequests requests;
  private final SpecLists lists;
  private final Set<String> violations = ConcurrentHashMap.newKeySet();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  private SpecVendor(SpecDocument document, Mood mood, boolean small) throws IOException {
    this.document = document;
    this.requests = new SpecRequests(document);
    this.lists = new SpecLists(document, mood, small);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts one. */
  static SpecVendor start(SpecDocument document, Mood mood) {
    return start(document, mood, false);
  }

  /**
   * Starts one.
   *
   * @param small whether every list is a short one
   */
  static SpecVendor start(SpecDocument document, Mood mood, boolean small) {
    try {
      return new SpecVendor(document, mood, small);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}, without the base path. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was wrong with requests, in words. */
  List<String> violations() {
    return violations.stream().sorted().toList();
  }

  /** Lists that were not asked to their end, in words. */
  List<String> unfinished() {
    return lists.unfinished();
  }

  /** How often each operation was asked. */
  Map<String, Integer> asked() {
    Map<String, Integer> counts = new TreeMap<>();
    asked.forEach((operation, count) -> counts.put(operation, count.get()));
    return counts;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Reply(int status, Map<String, String> headers, JsonNode body) {
    static Reply error(int status, String message) {
      return new Reply(status, Map.of(), NODES.objectNode().put("message", message));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = reply(Asked.of(exchange));
      } catch (RuntimeException e) {
        violations.add("the vendor of the test failed: " + e);
        reply = Reply.error(500, "failed");
      }
      byte[] body = reply.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(Asked request) {
    String path = request.path();
    String base = document.basePath();
    Optional<SpecDocument.Match> match =
        path.startsWith(base)
            ? document.find(request.method(), path.substring(base.length()))
            : Optional.empty();
    if (match.isEmpty() && asksForToken(request)) {
      return token();
    }
    if (match.isEmpty()) {
      violations.add(request.method() + " " + path + " is not described");
      return Reply.error(404, "not described");
    }
    SpecOperation operation = match.get().operation();
    String called = operation.method() + " " + operation.path();
    boolean token = asksForToken(request);
    if (!token && !authenticated(request, operation)) {
      return Reply.error(401, "who asks?");
    }
    asked.computeIfAbsent(called, key -> new AtomicInteger()).incrementAndGet();
    List<String> faults = requests.faults(request, operation, match.get().names());
    faults.forEach(fault -> violations.add(called + ": " + fault));
    if (!faults.isEmpty()) {
      return Reply.error(400, "not as described");
    }
    return token && operation.answer() != null
        ? new Reply(operation.status(), Map.of(), withToken(operation.answer()))
        : answer(request, operation, match.get().names());
  }

  private static boolean asksForToken(Asked request) {
    return request.method().equals("POST")
        && (request.path().matches("(?i).*(token|oauth|auth|login).*")
            || request.body().contains("grant_type"));
  }

  private Reply token() {
    String token = "token-" + (tokens.size() + 1) + "-of-the-test";
    tokens.add(token);
    return new Reply(
        200,
        Map.of(),
        NODES
            .objectNode()
            .put("access_token", token)
            .put("token", token)
            .put("refresh_token", "refresh-" + token)
            .put("token_type", "Bearer")
            .put("expires_in", 3600));
  }

  /** An answer in the described form, with a token that is good for an hour. */
  private JsonNode withToken(JsonNode schema) {
    JsonNode answer =
        new SpecRecords(document, Mood.FULL)
            .record(schema, new SpecRecords.Which("token", "", 0, Map.of()));
    JsonNode issued = token().body();
    for (JsonNode place : answer.findParents("token")) {
      ((ObjectNode) place).set("token", issued.get("token"));
    }
    for (JsonNode place : answer.findParents("access_token")) {
      ((ObjectNode) place).set("access_token", issued.get("token"));
    }
    for (JsonNode place : answer.findParents("expirySeconds")) {
      ((ObjectNode) place).put("expirySeconds", 3600);
    }
    return answer;
  }

  private boolean authenticated(Asked request, SpecOperation operation) {
    String given = request.headers().getOrDefault("authorization", "");
    Set<String> kinds = document.securities();
    if (kinds.isEmpty()) {
      // Descriptions that leave it out name the headers, or say nothing.
      return !given.isEmpty()
          || operation.parameters().stream().anyMatch(p -> p.in().equals("header") && p.required());
    }
    return kinds.stream()
        .anyMatch(
            kind -> {
              String[] parts = kind.split(":", 3);
              return switch (parts[0]) {
                case "basic" -> given.startsWith("Basic ");
                case "bearer" ->
                    given.startsWith("Bearer ")
                        && (tokens.isEmpty() || tokens.contains(given.substring(7)));
                case "apikey" ->
                    parts[1].equals("query")
                        ? request.query().containsKey(parts[2])
                        : parts[1].equals("header")
                            && request
                                .headers()
                                .containsKey(parts[2].toLowerCase(java.util.Locale.ROOT));
                default -> !given.isEmpty();
              };
            });
  }

  private Reply answer(Asked request, SpecOperation operation, Map<String, String> names) {
    if (operation.answer() == null) {
      return operation.example().isMissingNode()
          ? new Reply(200, Map.of(), NODES.objectNode())
          : new Reply(200, Map.of(), operation.example());
    }
    Map<String, String> texts = new LinkedHashMap<>(request.query());
    JsonNode body = request.json();
    body.fields().forEachRemaining(each -> texts.put(each.getKey(), each.getValue().asText()));
    Map<String, String> fixed = new LinkedHashMap<>();
    names.forEach((name, value) -> fixed.put(operation.resource(name), value));
    operation.ownId().ifPresent(name -> fixed.put("", names.getOrDefault(name, "")));
    operation.parameters().stream()
        .filter(each -> each.in().equals("query") && SpecNames.isIdentity(each.name()))
        .filter(each -> !SpecNames.CURSOR.contains(SpecNames.plain(each.name())))
        .filter(each -> request.query().containsKey(each.name()))
        .forEach(
            each ->
                fixed.put(
                    SpecNames.owner(each.name()), request.query().getOrDefault(each.name(), "")));
    String own = fixed.isEmpty() ? "" : fixed.toString();
    Page page =
        lists.answer(new Wanted(operation, texts, own, fixed, self(request)), operation.answer());
    Map<String, String> headers =
        page.next().isEmpty() || !page.body().isArray()
            ? Map.of()
            : Map.of("Link", "<" + page.next() + ">; rel=\"next\"");
    return new Reply(operation.status(), headers, page.body());
  }

  private String self(Asked request) {
    String address =
        address() + request.address().toString().replaceAll("[?&]" + SpecLists.OWN + "=\\d+", "");
    return address.contains("&") && !address.contains("?")
        ? address.replaceFirst("&", "?")
        : address;
  }
}
