package io.trueup.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A vendor that does not exist, played on this machine's loopback address: sites, their devices and
 * backups in pages, each a little slow, once with a wait as vendors with limits ask for, with one
 * record that cannot be read. What it has changes a little from one reading to the next.
 */
public final class Tidewater implements AutoCloseable {
  /** Id of the connector that reads it. */
  public static final String CONNECTOR = "tidewater";

  /** The key that it takes. */
  public static final String KEY = "tide-demo-key";

  private static final int SITES = 24;
  private static final int DEVICES = 180;
  private static final int FEW = 12;
  private static final int GROWTH = 3;
  private static final Duration SLOW = Duration.ofMillis(280);
  private static final List<String> HARBOURS =
      List.of(
          "Anchorage",
          "Breakwater",
          "Cormorant",
          "Driftwood",
          "Eddystone",
          "Foreshore",
          "Gannet",
          "Headland",
          "Inlet",
          "Jetty",
          "Kelp",
          "Lantern");
  private static final List<String> TRADES = List.of("Dental", "Freight");

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "tidewater");
            thread.setDaemon(true);
            return thread;
          });
  private int readings;
  private boolean waited;

  private Tidewater(HttpServer server) {
    this.server = server;
  }

  /** Begins to answer, on any free port of this machine alone. */
  public static Tidewater start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Tidewater tidewater = new Tidewater(server);
      server.createContext("/", tidewater::answer);
      server.setExecutor(tidewater.threads);
      server.start();
      return tidewater;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the connector that reads it.
   *
   * @param folder of connectors
   */
  public void writeConnector(Path folder) throws IOException {
    Path own = folder.resolve(CONNECTOR);
    Files.createDirectories(own);
    try (InputStream in = Tidewater.class.getResourceAsStream("tidewater.yml")) {
      if (in == null) {
        throw new IllegalStateException("the class path has no tidewater.yml");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          own.resolve("connector.yml"),
          text.replace("@PORT@", Integer.toString(server.getAddress().getPort())));
    }
  }

  private record Reply(int status, String body) {}

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (reply.status() == 429) {
        exchange.getResponseHeaders().set("Retry-After", "2");
      }
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply reply(HttpExchange exchange) {
    if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
      return new Reply(401, "{\"message\": \"the API key has expired\"}");
    }
    pause();
    String path = exchange.getRequestURI().getPath();
    boolean few = path.startsWith("/few/");
    int page = page(exchange.getRequestURI().getQuery());
    return switch (path.substring(path.lastIndexOf('/'))) {
      case "/sites" -> new Reply(200, paged("sites", sites(page == 1), page, 10));
      case "/devices" -> devices(page, few);
      case "/backups" -> new Reply(200, "{\"backups\": [" + String.join(",", backups()) + "]}");
      default -> new Reply(404, "{\"message\": \"no such thing\"}");
    };
  }

  private static void pause() {
    try {
      Thread.sleep(SLOW.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int page(String query) {
    String text = query == null ? "" : query.replaceFirst("(?:.*&)?page=(\\d{1,6}).*", "$1");
    return text.matches("\\d{1,6}") ? Math.max(1, Integer.parseInt(text)) : 1;
  }

  private static String paged(String name, List<String> all, int page, int size) {
    int from = Math.min(all.size(), (page - 1) * size);
    int to = Math.min(all.size(), from + size);
    return "{\"total\": %d, \"%s\": [%s]}"
        .formatted(all.size(), name, String.join(",", all.subList(from, to)));
  }

  private synchronized List<String> sites(boolean first) {
    if (first) {
      readings++;
      waited = false;
    }
    List<String> sites = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      sites.add("{\"id\": \"%s\", \"name\": \"%s\"}".formatted(site(i), name(i)));
    }
    return sites;
  }

  private static String site(int i) {
    return "site-" + (i % SITES + 1);
  }

  private static String name(int i) {
    return HARBOURS.get(i % HARBOURS.size())
        + " "
        + TRADES.get(i / HARBOURS.size() % TRADES.size())
        + " (fictional)";
  }

  /** In the middle it asks for a pause, once a reading. */
  private synchronized Reply devices(int page, boolean few) {
    if (page == 5 && !waited) {
      waited = true;
      return new Reply(429, "{\"message\": \"60 requests a minute are enough\"}");
    }
    // A test reads one page and no sites: it is no reading.
    int reading = Math.max(1, readings);
    List<String> devices = new ArrayList<>();
    int gone = 2 * (reading - 1);
    int last = few ? gone + FEW : DEVICES + GROWTH * (reading - 1);
    for (int i = gone + 1; i <= last; i++) {
      devices.add(device(i, i == gone + 5 ? reading : 1));
    }
    return new Reply(200, paged("devices", devices, page, 20));
  }

  /** One is renamed at each reading. */
  private static String device(int i, int version) {
    boolean server = i % 9 == 0;
    return ("{\"id\": \"dev-%04d\", \"site\": \"%s\", \"name\": \"%s-%03d%s\", \"class\": \"%s\","
            + " \"os\": \"%s\", \"seen\": \"%s\"}")
        .formatted(
            i,
            site(i * 7),
            server ? "srv" : "ws",
            i,
            version > 1 ? "-renamed-" + version : "",
            server ? "server" : "workstation",
            i % 5 == 0 ? "mac" : "windows",
            // The clock of a vendor is not ours: a fixed month.
            LocalDate.of(2026, 10, 1 + i % 28));
  }

  private static List<String> backups() {
    List<String> backups = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      backups.add(
          "{\"id\": \"vault-%d\", \"site\": \"%s\", \"name\": \"Vault of %s\", \"gb\": %s}"
              .formatted(i + 1, site(i), name(i), i == 7 ? "\"unknown\"" : 40 + i * 13));
    }
    return backups;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
