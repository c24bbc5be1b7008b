package io.trueup.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A finished run of a service that is there, as its readers ask for it. */
final class ReadMonth {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "reads-all-day-long-4711";
  private static final int DRAWN = 100;

  private final String address;
  private final String key;
  private final String run;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  ReadMonth(String address, String key, String run) {
    this.address = address;
    this.key = key;
    this.run = run;
  }

  /** As somebody new, whose session all readers of pages share. */
  void signIn() throws IOException, InterruptedException {
    String name = "reader" + System.currentTimeMillis();
    JsonNode user =
        post(
            "users",
            "{\"name\":\"%s\",\"full_name\":\"Reader\",\"role\":\"BILLER\"}".formatted(name));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + user.path("link").asText()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("password=" + PASSWORD + "&again=" + PASSWORD))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 303) {
      throw new IOException("sign-in: " + answer.statusCode());
    }
  }

  /** What is read, by what it is called: each with the addresses to draw from. */
  Map<String, List<String>> addresses() throws IOException, InterruptedException {
    String api = "/api/v1/runs/" + run;
    String list = api + "/discrepancies";
    String month = json(get(api)).path("as_of").asText().substring(0, 7);
    List<String> ids = new ArrayList<>();
    List<String> companies = new ArrayList<>();
    String next = "";
    while (next != null && ids.size() < DRAWN) {
      JsonNode page = json(get(list + "?sort=product&limit=50" + next));
      page.path("items")
          .forEach(
              each -> {
                ids.add(each.path("discrepancy_id").asText());
                companies.add(each.path("company_id").asText());
              });
      next = page.path("next").isTextual() ? "&after=" + page.path("next").asText() : null;
    }
    List<String> words = List.of("underbill", "seats", "nobody+at+all", companies.get(0));
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("api summary", List.of(api + "/summary"));
    all.put("api list", List.of(list + "?limit=50"));
    all.put("api list by company", List.of(list + "?limit=50&sort=company"));
    all.put("api list by product", List.of(list + "?limit=50&sort=product"));
    all.put("api list by class", List.of(list + "?limit=50&sort=class"));
    all.put("api filter class", List.of(list + "?limit=50&class=OVERBILLING"));
    all.put("api filter open", List.of(list + "?limit=50&status=open"));
    all.put("api filter company", each(companies, list + "?limit=50&company_id=", ""));
    all.put("api search", each(words, list + "?limit=50&q=", ""));
    all.put("api detail", each(ids, list + "/", ""));
    all.put("api records of one", each(ids, list + "/", "/records"));
    all.put("api usage", List.of(api + "/usage?limit=50", api + "/usage?limit=50&fate=excluded"));
    all.put("api usage of company", each(companies, api + "/usage?limit=50&company_id=", ""));
    all.put("page month at a glance", List.of("/months/" + month));
    all.put("page findings", List.of("/runs/" + run));
    all.put("page findings open", List.of("/runs/" + run + "?status=open"));
    all.put("page finding", each(ids, "/runs/" + run + "/discrepancies/", ""));
    for (List<String> each : all.values()) {
      get(each.get(0));
    }
    return all;
  }

  private static List<String> each(List<String> values, String before, String after) {
    return values.stream().map(value -> before + value + after).toList();
  }

  /** Runs a dataset as of a month of its own until it is over; how often it was done. */
  int runs(String dataset, AtomicBoolean over) throws IOException, InterruptedException {
    int done = 0;
    while (!over.get()) {
      String made =
          post("runs", "{\"dataset_id\":\"%s\",\"as_of\":\"2026-08-31\"}".formatted(dataset))
              .path("run_id")
              .asText();
      String status = "queued";
      while (status.equals("queued") || status.equals("running")) {
        TimeUnit.MILLISECONDS.sleep(200);
        status = json(get("/api/v1/runs/" + made)).path("status").asText();
        if (over.get()) {
          return done;
        }
      }
      if (!status.equals("done")) {
        throw new IOException("the run is " + status);
      }
      done++;
    }
    return done;
  }

  /** What an address answers; throws for anything but 200. */
  String get(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    if (path.startsWith("/api/")) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode());
    }
    return answer.body();
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return json(answer.body());
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
