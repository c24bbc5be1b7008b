package io.trueup.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vendor on this machine that answers as NinjaOne does: 500 organisations, and as many devices as
 * asked for, by pages. Answers are made beforehand, so that serving them costs next to nothing.
 */
final class PagedVendor implements AutoCloseable {
  /** Records a page, as the shipped connector asks for. */
  static final int PAGE = 200;

  private static final int ORGANISATIONS = 500;
  private static final Pattern AFTER = Pattern.compile("after=(\\d+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final byte[][] pages;
  private final byte[] organisations;

  PagedVendor(int devices) throws IOException {
    pages = new byte[devices / PAGE][];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = page(page * PAGE + 1, devices);
    }
    organisations = organisations();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/ws/oauth/token",
        exchange ->
            answer(
                exchange,
                "{\"access_token\": \"benchmark-token\", \"expires_in\": 3600}"
                    .getBytes(StandardCharsets.UTF_8)));
    server.createContext(
        "/v2/organizations",
        exchange ->
            answer(
                exchange,
                after(exchange) < ORGANISATIONS ? organisations(after(exchange)) : empty()));
    server.createContext(
        "/v2/devices",
        exchange -> {
          int page = after(exchange) / PAGE;
          answer(exchange, page < pages.length ? pages[page] : empty());
        });
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private byte[] organisations(int after) {
    return after == 0 ? organisations : organisations(after, Math.min(after + PAGE, ORGANISATIONS));
  }

  private static int after(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    Matcher matcher = AFTER.matcher(query == null ? "" : query);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static byte[] empty() {
    return "[]".getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] organisations() {
    return organisations(0, PAGE);
  }

  private static byte[] organisations(int from, int to) {
    StringBuilder text = new StringBuilder("[");
    for (int id = from + 1; id <= to; id++) {
      text.append(id == from + 1 ? "" : ",")
          .append("{\"id\":")
          .append(id)
          .append(",\"name\":\"Client ")
          .append(id)
          .append("\"}");
    }
    return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] page(int first, int devices) {
    StringBuilder text = new StringBuilder("[");
    for (int id = first; id < first + PAGE && id <= devices; id++) {
      text.append(id == first ? "" : ",")
          .append("{\"id\":")
          .append(id)
          .append(",\"uid\":\"00000000-0000-4000-8000-")
          .append(String.format(java.util.Locale.ROOT, "%012d", id))
          .append("\",\"organizationId\":")
          .append(id % ORGANISATIONS + 1)
          .append(",\"locationId\":")
          .append(id % 997 + 1)
          .append(",\"nodeClass\":\"")
          .append(id % 9 == 0 ? "WINDOWS_SERVER" : "WINDOWS_WORKSTATION")
          .append(
              "\",\"nodeRoleId\":7,\"rolePolicyId\":3,\"policyId\":3,\"approvalStatus\":\"APPROVED\",\"offline\":")
          .append(id % 5 == 0)
          .append(",\"displayName\":\"PC-")
          .append(id)
          .append("\",\"systemName\":\"PC-")
          .append(id)
          .append("\",\"dnsName\":\"pc-")
          .append(id)
          .append(".client.example\"")
          .append(",\"created\":1767225600.")
          .append(100 + id % 900)
          .append(",\"lastContact\":1795000000.")
          .append(100 + id % 900)
          .append(",\"lastUpdate\":1795000000.")
          .append(100 + id % 900)
          .append(",\"tags\":[\"managed\"],\"references\":{\"location\":{\"id\":")
          .append(id % 997 + 1)
          .append(
              ",\"name\":\"Office\"},\"policy\":{\"id\":3,\"name\":\"Standard\"},\"role\":{\"id\":7,\"name\":\"Workstation\"}}}");
    }
    return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
