package io.trueup.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times the pages and lists of a month with 100,000 findings, from outside, in a service that is
 * running: {@code ReviewPages ADDRESS KEY_FILE USER PASSWORD [REQUESTS] [READERS]}, for instance
 * against {@code ./trueup demo}. It uploads the month, runs it, and asks for each address as often
 * as is said: first undecided, then with all findings decided.
 */
final class ReviewPages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT = Pattern.compile("href=\"([^\"]*after=[^\"]*)\" data-next");
  private static final int CLIENTS = 2_000;
  private static final int PRODUCTS = 50;

  private final String address;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private ReviewPages(String address, String key) {
    this.address = address;
    this.key = key;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 4) {
      throw new IllegalArgumentException(
          "usage: ReviewPages ADDRESS KEY_FILE USER PASSWORD [REQUESTS] [READERS]");
    }
    ReviewPages pages = new ReviewPages(args[0], Files.readString(Path.of(args[1])).strip());
    pages.signIn(args[2], args[3]);
    String run = pages.run();
    int requests = args.length > 4 ? Integer.parseInt(args[4]) : 60;
    int readers = args.length > 5 ? Integer.parseInt(args[5]) : 1;
    System.out.println("| address | decided | readers | p50 ms | p95 ms | most ms |");
    System.out.println("|---|---|---|---|---|---|");
    pages.all(run, "none", requests, readers);
    JsonNode outcome =
        pages.post("/api/v1/months/2026-11/decisions", "{\"kind\":\"accept\",\"filter\":{}}");
    pages.all(run, outcome.path("decided").asText(), requests, readers);
  }

  private void signIn(String user, String password) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("name=" + user + "&password=" + password))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 303) {
      throw new IllegalStateException("sign-in: " + answer.statusCode());
    }
  }

  private String run() throws IOException, InterruptedException {
    String dataset =
        send(
                "/api/v1/datasets",
                BodyPublishers.ofByteArray(ManyFindings.zip(CLIENTS, PRODUCTS)),
                "application/zip")
            .path("dataset_id")
            .asText();
    String run =
        post("/api/v1/runs", "{\"dataset_id\":\"%s\",\"as_of\":\"2026-11-30\"}".formatted(dataset))
            .path("run_id")
            .asText();
    while (true) {
      JsonNode now = JSON.readTree(get("/api/v1/runs/" + run));
      if (now.path("status").asText().equals("done")) {
        System.out.println("run: " + now.path("timings"));
        return run;
      }
      if (now.path("status").asText().equals("failed")) {
        throw new IllegalStateException(now.toString());
      }
      Thread.sleep(Duration.ofMillis(500).toMillis());
    }
  }

  private void all(String run, String decided, int requests, int readers) throws Exception {
    String list = "/runs/" + run;
    String deep = list;
    for (int page = 0; page < 40; page++) {
      Matcher next = NEXT.matcher(get(deep));
      if (!next.find()) {
        break;
      }
      deep = next.group(1).replace("&amp;", "&");
    }
    for (String each :
        List.of(
            "/",
            list,
            deep,
            list + "?sort=company",
            list + "?sort=class",
            list + "?status=open",
            list + "?kind=billing",
            list + "?q=dental+1977",
            list + "?q=nobody+at+all",
            list + "?company_id=C77",
            "/api/v1/runs/" + run + "/discrepancies?limit=50",
            "/api/v1/runs/" + run + "/summary")) {
      time(
          each, each.equals(deep) ? "page 41" : each.replace(run, "…"), decided, requests, readers);
    }
  }

  private void time(String path, String name, String decided, int requests, int readers)
      throws Exception {
    for (int i = 0; i < 5; i++) {
      get(path);
    }
    ExecutorService pool = Executors.newFixedThreadPool(readers);
    try {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        tasks.add(
            () -> {
              long start = System.nanoTime();
              get(path);
              return System.nanoTime() - start;
            });
      }
      long[] times = new long[requests];
      int at = 0;
      for (Future<Long> each : pool.invokeAll(tasks)) {
        times[at++] = each.get();
      }
      Arrays.sort(times);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %d | %.0f | %.0f | %.0f |%n",
          name,
          decided,
          readers,
          times[requests / 2] / 1e6,
          times[Math.min(requests - 1, requests * 95 / 100)] / 1e6,
          times[requests - 1] / 1e6);
    } finally {
      pool.shutdown();
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    if (path.startsWith("/api/")) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode());
    }
    return answer.body();
  }

  private JsonNode post(String path, String json) throws IOException, InterruptedException {
    return send(path, BodyPublishers.ofString(json), "application/json");
  }

  private JsonNode send(String path, BodyPublisher body, String type)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(body)
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
