package io.trueup.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A vendor in this process. It hands out tokens for refresh tokens that are good once, and when it
 * is told to fail it repeats all that it was sent, in every form that vendors do.
 */
final class EchoVendor implements AutoCloseable {
  static final String CLIENT_SECRET = "cl13nt/s3cret+\"with\" signs";
  static final String API_KEY = "K3y-0123456789-abcdefghij";
  static final String FIRST_REFRESH = "refresh-zero-7f3a9c";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> handedOut = new ArrayList<>();
  private String refresh = FIRST_REFRESH;
  private String access = "";
  private int devices = 3;
  private int failing;

  EchoVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on every request for data is refused with this status; 0 for none. */
  synchronized void fail(int status) {
    failing = status;
  }

  synchronized void devices(int count) {
    devices = count;
  }

  /** All that may be seen nowhere. */
  synchronized List<String> secrets() {
    List<String> all = new ArrayList<>(handedOut);
    all.addAll(List.of(CLIENT_SECRET, API_KEY, FIRST_REFRESH));
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      Reply reply = path.equals("/token") ? token(body) : data(exchange, path);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record Reply(int status, String body) {}

  private synchronized Reply token(String form) {
    if (!form.contains("refresh_token=" + refresh)) {
      return new Reply(400, "{\"error\": \"invalid_grant\", \"message\": \"not " + form + "\"}");
    }
    int count = handedOut.size();
    refresh = "refresh-" + count + "-b81d44e0";
    access = "access-" + count + "-c92e55f1";
    handedOut.add(refresh);
    handedOut.add(access);
    return new Reply(
        200,
        "{\"access_token\": \"%s\", \"expires_in\": 3600, \"refresh_token\": \"%s\"}"
            .formatted(access, refresh));
  }

  private synchronized Reply data(HttpExchange exchange, String path) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String key = exchange.getRequestHeaders().getFirst("X-API-KEY");
    if (failing != 0) {
      return new Reply(
          failing,
          "{\"message\": \"refused %s with key %s (%s, %s) and %s\", \"code\": \"E1\"}"
              .formatted(
                  authorization,
                  key,
                  URLEncoder.encode(CLIENT_SECRET, StandardCharsets.UTF_8),
                  Base64.getEncoder().encodeToString(("u:" + key).getBytes(StandardCharsets.UTF_8)),
                  CLIENT_SECRET.replace("\"", "\\\\\\\"")));
    }
    if (authorization == null || !authorization.equals("Bearer " + access)) {
      return new Reply(401, "{\"message\": \"bad token " + authorization + "\"}");
    }
    if (path.equals("/sites")) {
      return new Reply(
          200,
          "{\"sites\": [{\"id\": \"s1\", \"name\": \"North\"}, {\"id\": \"s2\", \"name\": \"South\"}]}");
    }
    List<String> rows = new ArrayList<>();
    for (int i = 1; i <= devices; i++) {
      // One record is broken, and what is wrong in it is a secret.
      String seen = i == 1 ? key : "2026-10-30T12:00:00Z";
      rows.add(
          "{\"id\": \"d%d\", \"site\": \"s%d\", \"name\": \"host-%d\", \"seen\": \"%s\"}"
              .formatted(i, 1 + i % 2, i, seen));
    }
    return new Reply(200, "{\"devices\": [" + String.join(",", rows) + "]}");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
