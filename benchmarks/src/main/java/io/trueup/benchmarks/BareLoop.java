package io.trueup.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The least that reading a vendor takes: one loop that downloads a page, parses it, and asks for
 * the next. Nothing is mapped, checked or kept: {@code BareLoop ADDRESS}.
 */
final class BareLoop {
  private BareLoop() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpClient client = HttpClient.newHttpClient();
    ObjectMapper json = new ObjectMapper();
    long records = 0;
    long after = 0;
    while (true) {
      String query = "?pageSize=" + PagedVendor.PAGE + (after == 0 ? "" : "&after=" + after);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(args[0] + "/v2/devices" + query))
              .header("Authorization", "Bearer benchmark-token")
              .build();
      JsonNode page =
          json.readTree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
      if (page.isEmpty()) {
        break;
      }
      records += page.size();
      after = page.get(page.size() - 1).get("id").asLong();
    }
    System.out.println(records + " " + (System.nanoTime() - start) / 1_000_000);
  }
}
