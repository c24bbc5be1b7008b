package io.trueup.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * A vendor on this machine that answers a path with one answer after the other, the last one again
 * and again, however broken they are.
 */
final class ScriptedVendor implements AutoCloseable {
  /** What is done with a request. */
  interface Reply {
    void to(HttpExchange exchange, Asked request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, List<Reply>> replies = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  ScriptedVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What a path answers, in order. */
  synchronized ScriptedVendor on(String path, Reply... answers) {
    replies.put(path, List.of(answers));
    return this;
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** How often a path was asked. */
  synchronized int asked(String path) {
    return counts.getOrDefault(path, 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request = Asked.of(exchange);
      reply(request).to(exchange, request);
    }
  }

  private synchronized Reply reply(Asked request) {
    asked.add(request);
    int before = counts.merge(request.path(), 1, Integer::sum) - 1;
    List<Reply> all = replies.getOrDefault(request.path(), List.of(status(404, "")));
    return all.get(Math.min(before, all.size() - 1));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A good answer. */
  static Reply json(String body) {
    return status(200, body);
  }

  /** An answer with headers, each written as {@code Name: value}. */
  static Reply status(int status, String body, String... headers) {
    return (exchange, request) -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (String header : headers) {
        String[] parts = header.split(": ", 2);
        exchange.getResponseHeaders().set(parts[0], parts[1]);
      }
      send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    };
  }

  /** An answer that is made of the request. */
  static Reply made(java.util.function.Function<Asked, String> body) {
    return (exchange, request) ->
        send(exchange, 200, body.apply(request).getBytes(StandardCharsets.UTF_8));
  }

  /** A web page. */
  static Reply page(int status) {
    return status(
        status, "<!DOCTYPE html><html><body>Sign in</body></html>", "Content-Type: text/html");
  }

  /** Promises more than it sends, and hangs up. */
  static Reply cut(String body) {
    return (exchange, request) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length + 1000L);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** Says nothing. */
  static Reply silence() {
    return (exchange, request) -> sleep(20_000);
  }

  /** Sends a little now and then, for ever. */
  static Reply drip() {
    return (exchange, request) -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      for (int i = 0; i < 200; i++) {
        out.write('[');
        out.flush();
        sleep(100);
      }
    };
  }

  /** Little on the way, much when it is unpacked. */
  static Reply packed(long size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packer = new GZIPOutputStream(bytes)) {
      byte[] piece = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (long left = size; left > 0; left -= piece.length) {
        packer.write(piece);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (exchange, request) -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      send(exchange, 200, bytes.toByteArray());
    };
  }

  /** As large as that, and no longer than anybody listens. */
  static Reply large(long size) {
    return (exchange, request) -> {
      exchange.sendResponseHeaders(200, size);
      byte[] piece = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (long left = size; left > 0; left -= piece.length) {
        exchange.getResponseBody().write(piece);
      }
    };
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
