package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trueup.connector.FakeScript.Answer;
import io.trueup.connector.FakeScript.Exchange;
import io.trueup.connector.FakeScript.Expectation;
import io.trueup.connector.FakeScript.Fault;
import io.trueup.connector.FakeScript.TokenRule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vendor on this machine that plays a script: the file {@code fake.yml} of a folder. It hands out
 * tokens, refuses requests without one, answers, goes wrong where the script says so, and remembers
 * what it was asked.
 */
public final class FakeVendor implements AutoCloseable {
  private static final Answer NOTHING_FITS =
      new Answer(404, Map.of("Content-Type", "text/plain"), "no such thing here".getBytes());

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final FakeScript script;
  private final FakeTokens tokens = new FakeTokens();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Asked> answered = new ArrayList<>();
  private final List<String> strange = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<Fault> faultsDue;
  private final Map<String, Integer> numbers = new HashMap<>();
  private boolean refuses;

  private FakeVendor(Path folder) throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    server = HttpServer.create(new InetSocketAddress(here, 0), 0);
    script = FakeScript.read(folder, address());
    faultsDue = new ArrayList<>(script.faults());
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts one. */
  public static FakeVendor start(Path folder) {
    try {
      return new FakeVendor(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The integration's settings, by name. */
  public Map<String, String> settings() {
    return script.settings();
  }

  /** The integration's credentials, by name. */
  public Map<String, String> credentials() {
    return script.credentials();
  }

  /** From now on every request is refused as one without credentials. */
  public synchronized void refuseAll() {
    refuses = true;
  }

  /** All that it was asked, in order. */
  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** What it was asked and answered as the script says, without tokens and faults. */
  public synchronized List<Asked> answered() {
    return List.copyOf(answered);
  }

  /** Requests that nothing in the script fits, in words; there should be none. */
  public synchronized List<String> strangeRequests() {
    return List.copyOf(strange);
  }

  /** Requests that did not carry what {@code authorized} says, in words. */
  public synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  /** Faults of the script that did not happen, in words. */
  public synchronized List<String> faultsDue() {
    return faultsDue.stream().map(Fault::toString).toList();
  }

  /** Tokens that it handed out, good or not. */
  public List<String> tokens() {
    return tokens.issued();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request = Asked.of(exchange);
      @Nullable Answer answer = decide(request);
      if (answer == null) {
        cut(exchange, script.exchanges());
        return;
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** Says that much is to come, sends little, and hangs up. */
  private static void cut(HttpExchange exchange, List<Exchange> like) throws IOException {
    byte[] body = like.isEmpty() ? new byte[0] : like.get(0).answer().body();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length + 1000L);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, body.length / 2);
    out.flush();
  }

  /** The answer; null for a connection that is cut. */
  private synchronized @Nullable Answer decide(Asked request) {
    asked.add(request);
    for (TokenRule rule : script.tokens()) {
      if (fits(rule.request(), request)) {
        return refuses ? script.unauthorized() : filled(rule.answer(), rule.name());
      }
    }
    if (refuses || !fits(script.authorized(), request)) {
      refused.add(request + " with " + request.headers());
      return script.unauthorized();
    }
    Optional<Exchange> exchange =
        script.exchanges().stream().filter(e -> fits(e.request(), request)).findFirst();
    if (exchange.isEmpty()) {
      strange.add("no exchange of fake.yml fits " + request + " with " + request.headers());
      return NOTHING_FITS;
    }
    String place = request.method() + " " + request.path();
    int number = numbers.getOrDefault(place, 0) + 1;
    for (Fault fault : faultsDue) {
      if (fault.number() == number && place.equals(fault.method() + " " + fault.path())) {
        faultsDue.remove(fault);
        if (fault.kind().equals("expire")) {
          tokens.revoke();
          return script.unauthorized();
        }
        return fault.answer() == null ? null : filled(fault.answer(), "fault");
      }
    }
    numbers.put(place, number);
    answered.add(request);
    return filled(exchange.get().answer(), "answer");
  }

  private Answer filled(Answer answer, String rule) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, tokens.issue(value, rule)));
    byte[] body = tokens.issue(text, rule).getBytes(StandardCharsets.UTF_8);
    return new Answer(answer.status(), headers, body);
  }

  private boolean fits(Expectation expected, Asked request) {
    return (expected.method() == null || expected.method().equals(request.method()))
        && (expected.path() == null
            || expected.path().equals(request.path())
            || expected.path().equals(request.address().getRawPath()))
        && fit(expected.query(), request.query(), name -> name)
        && fit(expected.headers(), request.headers(), name -> name.toLowerCase(Locale.ROOT))
        && fit(expected.form(), expected.form().isEmpty() ? Map.of() : request.form(), n -> n)
        && (expected.json().isMissingNode() || fits(expected.json(), request.json()));
  }

  private boolean fit(
      Map<String, @Nullable String> expected,
      Map<String, String> found,
      Function<String, String> key) {
    return expected.entrySet().stream()
        .allMatch(
            entry -> {
              String value = found.get(key.apply(entry.getKey()));
              return entry.getValue() == null
                  ? value == null
                  : value != null && tokens.fits(entry.getValue(), value);
            });
  }

  private boolean fits(JsonNode expected, JsonNode found) {
    if (expected.isObject()) {
      return expected.properties().stream()
          .allMatch(
              entry ->
                  entry.getValue().isNull()
                      ? found.path(entry.getKey()).isNull()
                          || found.path(entry.getKey()).isMissingNode()
                      : fits(entry.getValue(), found.path(entry.getKey())));
    }
    if (expected.isArray()) {
      if (!found.isArray() || found.size() != expected.size()) {
        return false;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!fits(expected.get(i), found.get(i))) {
          return false;
        }
      }
      return true;
    }
    return found.isValueNode() && tokens.fits(expected.asText(), found.asText());
  }
}
