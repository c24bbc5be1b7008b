package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vendors that give fewer records at a time than they are asked for. */
class CappedPagesTest {
  private static final String MANIFEST =
      """
      id: capped
      name: Capped
      vendor: capped
      category: other
      description: Things.
      maturity: experimental
      settings:
        base_url: {title: Address, description: Where it is.}
      base_url: "{{base_url}}"
      auth: {type: none}
      streams:
        things:
          request: {path: /things}
          paging: {style: page, param: page, size_param: size, size: 1000}
          rows:
            - {table: accounts, columns: {account_id: id, name: id}}
      """;

  @TempDir Path folder;

  @Test
  void a_round_first_page_is_not_taken_for_all_there_is() throws Exception {
    assertThat(read(page -> page < 3 ? things(page * 100, 100) : page == 3 ? things(300, 7) : "[]"))
        .isEqualTo(307);
  }

  @Test
  void a_vendor_that_knows_no_pages_or_no_second_one_is_read_once() throws Exception {
    assertThat(read(page -> things(0, 50))).isEqualTo(50);
    assertThat(read(page -> page == 0 ? things(0, 50) : "")).isEqualTo(50);
    assertThat(read(page -> page == 0 ? things(0, 50) : "[]")).isEqualTo(50);
  }

  private static String things(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(id -> "{\"id\":" + id + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** How many rows come of pages, by their index; an empty text is a 404. */
  private int read(IntFunction<String> pages) throws IOException, ReadFailure {
    Files.writeString(folder.resolve("capped.yml"), MANIFEST);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/things",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          int page = Integer.parseInt(query.replaceAll(".*page=(\\d+).*", "$1")) - 1;
          byte[] body = pages.apply(page).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (ConnectorReader reader =
        new ConnectorReader(
            Connectors.load(List.of(folder)), FetchPolicy.forTests(), Clock.systemUTC())) {
      Reading reading = new Reading();
      reader.read(
          "capped",
          new Connection(
              "capped",
              Map.of("base_url", "http://127.0.0.1:" + server.getAddress().getPort()),
              new NoSecrets(),
              "capped"),
          Instant.parse("2026-11-20T00:00:00Z"),
          PageArchive.NONE,
          reading);
      return reading.rows().size();
    } finally {
      server.stop(0);
    }
  }

  private static final class NoSecrets implements Secrets {
    @Override
    public Optional<String> find(String name) {
      return Optional.empty();
    }

    @Override
    public void replace(String name, String old, String value) {
      throw new IllegalStateException("there are no secrets");
    }
  }
}
