package io.trueup.app;

import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.Role;
import io.trueup.user.Passwords;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does with the pages, less the looking: cookies, forms and their tokens. */
final class Browser {
  private static final Pattern TOKEN = Pattern.compile("data-token=\"([^\"]+)\"");
  static final String PASSWORD = "correct horse battery";

  private final TestService service;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private String token = "";

  Browser(TestService service) {
    this.service = service;
  }

  /** A new person of a role, signed in. */
  static Browser of(TestService service, String name, Role role) {
    addUser(service, service.tenant, name, role);
    Browser browser = new Browser(service);
    HttpResponse<String> answer = browser.signIn(name, PASSWORD);
    if (answer.statusCode() != 303) {
      throw new AssertionError(answer.body());
    }
    browser.get("/");
    return browser;
  }

  static void addUser(TestService service, TenantId tenant, String name, Role role) {
    service.db.useTenant(
        tenant,
        handle ->
            new io.trueup.user.Users(new Passwords())
                .add(handle, name, "Person " + name, role, PASSWORD, "test"));
  }

  HttpResponse<String> signIn(String name, String password) {
    return send(
        form("/sign-in", "name", name, "password", password)
            .header("Sec-Fetch-Site", "same-origin"));
  }

  HttpResponse<String> get(String path) {
    HttpResponse<String> answer = send(request(path).GET());
    Matcher found = TOKEN.matcher(answer.body());
    if (found.find()) {
      token = found.group(1);
    }
    return answer;
  }

  /** Sends a form of a page that was seen before. */
  HttpResponse<String> post(String path, String... fields) {
    return send(form(path, fields, token).header("Sec-Fetch-Site", "same-origin"));
  }

  HttpRequest.Builder form(String path, String... fields) {
    return form(path, fields, "");
  }

  HttpRequest.Builder form(String path, String[] fields, String token) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(fields[i]).append('=').append(encoded(fields[i + 1])).append('&');
    }
    if (!token.isEmpty()) {
      body.append("token=").append(encoded(token));
    }
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  String token() {
    return token;
  }

  String cookie() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("trueup_session"))
        .map(java.net.HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(service.running.address() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Accept", "text/html,*/*;q=0.8");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
