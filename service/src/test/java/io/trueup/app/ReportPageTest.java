package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, made from input that does its worst. */
final class ReportPageTest {
  @TempDir private Path folder;

  private String page(String companyName) throws IOException {
    Path data = SmallMonth.write(folder.resolve("data"));
    SmallMonth.file(data, "companies", "company_id,name\nC1," + companyName + "\n");
    SmallMonth.edit(data, "usage", "Ann", companyName);
    Path out = folder.resolve("out");
    assertThat(Cli.run("reconcile", "--data", data, "--out", out).code()).isZero();
    return Files.readString(out.resolve("report.html"));
  }

  @Test
  void a_name_cannot_become_markup() throws IOException {
    String page =
        page("\"<script>alert(1)</script><img src=x onerror=alert(2)> & 'Co' \"\"Ltd\"\"\"");
    assertThat(page)
        .doesNotContain("<script>alert", "<img")
        .contains(
            "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; &amp; &#39;Co&#39; &quot;Ltd&quot;");
    assertThat(page.split("<script>", -1)).hasSize(2);
  }

  @Test
  void a_formula_as_a_name_is_text_in_every_file() throws IOException {
    page("\"=HYPERLINK(\"\"http://x\"\")\"");
    assertThat(Files.readString(folder.resolve("out/discrepancies.csv")))
        .contains(",\"'=HYPERLINK(\"\"http://x\"\")\",")
        .doesNotContain(",\"=HYPERLINK");
  }

  @Test
  void the_policy_lets_in_nothing_but_the_page_s_own_style_and_script()
      throws IOException, NoSuchAlgorithmException {
    String page = page("Acme");
    String policy =
        group(page, "Content-Security-Policy\" content=\"([^\"]+)\"").replace("&#39;", "'");
    assertThat(policy)
        .startsWith("default-src 'none'; ")
        .contains("script-src '" + hash(group(page, "<script>(.*?)</script>")) + "'")
        .contains("style-src '" + hash(group(page, "<style>(.*?)</style>")) + "'")
        .doesNotContain("unsafe");
    assertThat(page).doesNotContain(" style=\"", " onclick=", "http://", "https://");
  }

  @Test
  void the_page_says_what_why_and_what_next() throws IOException {
    assertThat(page("Acme"))
        .contains("Reconciliation as of 31 October 2026", "Under-billed", "+10.00")
        .contains("Raise AD1 to 2 from the next period")
        .contains("<code>R1</code> Acme", "<code>AD1</code>", "<code>MAP1</code>");
  }

  private static String group(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }
}
