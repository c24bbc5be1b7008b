package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The frame of all pages: policy, assets, what goes wrong. */
@ExtendWith(TestService.Extension.class)
final class PagesTest {
  private static final Pattern ASSET =
      Pattern.compile("(?:href|src)=\"(/assets/([0-9a-f]{16})/[^\"]+)\"");

  @Test
  void a_page_lets_in_nothing_but_our_own_files(TestService service) {
    HttpResponse<String> page = new Browser(service).get("/sign-in");
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
        .doesNotContain("unsafe", "http");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(page.body())
        .doesNotContain("<style", " style=", "onclick", "javascript:")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @Test
  void assets_are_kept_for_ever_under_an_address_that_changes_with_them(TestService service)
      throws IOException {
    Browser browser = new Browser(service);
    HttpResponse<String> page = browser.get("/sign-in");
    List<String> assets = new ArrayList<>();
    Matcher asset = ASSET.matcher(page.body());
    int bytes = packed(page.body());
    while (asset.find()) {
      HttpResponse<String> file = browser.get(asset.group(1));
      assertThat(file.statusCode()).as(asset.group(1)).isEqualTo(200);
      assertThat(header(file, "Cache-Control")).contains("immutable");
      assets.add(asset.group(1).replaceFirst(".*/", ""));
      bytes += asset.group(1).endsWith("woff2") ? 50_000 : packed(file.body());
      assertThat(
              browser.get(asset.group(1).replace(asset.group(2), "0000000000000000")).statusCode())
          .isEqualTo(404);
    }
    assertThat(assets).contains("app.css", "app.js", "inter.woff2", "icon.svg");
    assertThat(bytes).as("compressed bytes of the first page").isLessThan(100_000);
  }

  @Test
  void an_address_that_leads_nowhere_is_a_page_for_people_and_a_document_for_programs(
      TestService service) {
    HttpResponse<String> page = new Browser(service).get("/nowhere");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(page.body()).contains("There is no such page");
    TestService.Answer document = service.get("", "/nowhere");
    assertThat(document.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(new Browser(service).get("/api/v1/nowhere").body()).contains("urn:trueup:problem");
  }

  @Test
  void a_person_sees_months_and_what_does_not_exist(TestService service) {
    Browser browser = Browser.of(service, "kai", Role.VIEWER);
    assertThat(browser.get("/").body()).contains("Nothing was reconciled yet");
    String run =
        service.run(service.dataset("company_id,name\nc1,Months\n")).get("run_id").asText();
    assertThat(browser.get("/").body()).contains("/runs/" + run);
    HttpResponse<String> month =
        browser.get("/runs/" + run + "?class=UNDERBILLING&q=%3Cb%3E&held=true");
    assertThat(month.statusCode()).as(month.body()).isEqualTo(200);
    assertThat(month.body()).contains("value=\"&lt;b&gt;\"").doesNotContain("<b>\"");
    assertThat(browser.get("/runs/" + run + "?class=NONE").statusCode()).isEqualTo(400);
    assertThat(browser.get("/runs/" + run + "/discrepancies/none").statusCode()).isEqualTo(404);
    assertThat(browser.get("/runs/none").body()).contains("There is no such run");
  }

  @Test
  void a_language_that_is_none_does_not_keep_a_page_away(TestService service) {
    Browser browser = new Browser(service);
    assertThat(
            browser
                .send(
                    browser
                        .request("/sign-in")
                        .header("Accept-Language", "zz-ZZ-" + "x".repeat(300))
                        .GET())
                .statusCode())
        .isEqualTo(200);
  }

  private static int packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer
        .headers()
        .firstValue(name)
        .orElse("")
        .replace("; ", ";")
        .replace(";", name.equals("Content-Type") ? ";" : "; ");
  }
}
