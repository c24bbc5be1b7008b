package io.trueup.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A vendor's API played on a port of this machine. */
final class FakeApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A question as it came. */
  record Asked(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }

    String query(String name, String otherwise) {
      return query.getOrDefault(name, otherwise);
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Map<String, String> form() {
      return pairs(body);
    }
  }

  /** An answer: status and what becomes its JSON. */
  record Told(int status, Object body) {
    static Told ok(Object body) {
      return new Told(200, body);
    }
  }

  /** Plays the vendor. */
  @FunctionalInterface
  interface Vendor {
    Told answer(Asked asked);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final AtomicInteger questions = new AtomicInteger();

  FakeApi(Vendor vendor) {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, vendor));
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int questions() {
    return questions.get();
  }

  private void answer(HttpExchange exchange, Vendor vendor) throws IOException {
    questions.incrementAndGet();
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
      Told told;
      try {
        told =
            vendor.answer(
                new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    pairs(String.valueOf(exchange.getRequestURI().getRawQuery())),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      } catch (RuntimeException e) {
        told = new Told(500, Map.of("error", e.toString()));
      }
      byte[] body = JSON.writeValueAsBytes(told.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(told.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair :
        text.equals("null") || text.isEmpty() ? List.<String>of() : List.of(text.split("&"))) {
      int equals = pair.indexOf('=');
      pairs.put(
          URLDecoder.decode(pair.substring(0, Math.max(equals, 0)), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return pairs;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
