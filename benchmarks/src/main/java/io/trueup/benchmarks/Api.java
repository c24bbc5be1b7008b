package io.trueup.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A service on this machine, as one of its callers. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Supplier<String> token;

  /**
   * As whoever holds the first key.
   *
   * @param key file that it is left in; read when it is needed
   */
  Api(int port, Path key) {
    this(
        port,
        () -> {
          try {
            return Files.readString(key).strip();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Api(int port, Supplier<String> token) {
    this.port = port;
    this.token = token;
  }

  /** Somebody new with that role. */
  Api as(String role) throws IOException, InterruptedException {
    JsonNode made = json(post("keys", "{\"role\": \"" + role + "\", \"label\": \"" + role + "\"}"));
    String secret = made.path("token").asText();
    return new Api(port, () -> secret);
  }

  boolean answers() throws IOException, InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/openapi.json"))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() < 500;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Registers a folder; its id. */
  String dataset(Path folder) throws IOException, InterruptedException {
    return json(post("datasets", "{\"path\": \"" + folder + "\"}")).path("dataset_id").asText();
  }

  /** Waits until a run that is done has written its files. */
  void files(String run) throws IOException, InterruptedException {
    json(request("runs/" + run + "/files").build());
  }

  /** Runs a dataset and waits for the result; the run's id. */
  String run(String dataset) throws IOException, InterruptedException {
    String run =
        json(post("runs", "{\"dataset_id\": \"" + dataset + "\"}")).path("run_id").asText();
    while (true) {
      String status = json(request("runs/" + run).build()).path("status").asText();
      if (status.equals("done")) {
        return run;
      }
      if (status.equals("failed")) {
        throw new IllegalStateException("the run failed");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Begins a draft; its id. */
  String draft(String title) throws IOException, InterruptedException {
    return json(post("rulebook/drafts", "{\"title\": \"" + title + "\"}"))
        .path("draft_id")
        .asText();
  }

  void put(String draft, String path, String text) throws IOException, InterruptedException {
    json(
        request("rulebook/drafts/" + draft + "/files/" + path)
            .header("If-Match", "*")
            .header("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofString(text))
            .build());
  }

  /** Takes a draft a step further. */
  void step(String draft, String step, String body) throws IOException, InterruptedException {
    json(post("rulebook/drafts/" + draft + "/" + step, body));
  }

  private HttpRequest post(String address, String body) {
    return request(address)
        .header("If-Match", "*")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + address))
        .header("Authorization", "Bearer " + token.get());
  }

  private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          request.method()
              + " "
              + request.uri()
              + ": "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }
}
