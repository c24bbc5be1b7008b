package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private static final String SECRET = "s3cr+t/=\"&'<ü> x";
  private static final byte[] BYTES = SECRET.getBytes(StandardCharsets.UTF_8);
  private final Redactor redactor = new Redactor();

  RedactorTest() {
    redactor.hide(SECRET);
  }

  private void masks(String written) {
    assertThat(redactor.clean("before " + written + " after"))
        .isEqualTo("before " + Redactor.MASK + " after");
  }

  @Test
  void a_secret_is_masked_in_each_way_it_may_be_written() {
    String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    masks(SECRET);
    masks(encoded);
    masks(encoded.replace("+", "%20"));
    masks(encoded.toLowerCase(java.util.Locale.ROOT).replace("s3cr%2bt", "s3cr%2bt"));
    masks(SECRET.replace("\"", "\\\""));
    masks(SECRET.replace("\"", "\\\"").replace("/", "\\/"));
    masks(SECRET.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    masks(Base64.getEncoder().encodeToString(BYTES));
    masks(Base64.getUrlEncoder().withoutPadding().encodeToString(BYTES));
    masks(HexFormat.of().formatHex(BYTES));
  }

  @Test
  void a_secret_behind_other_bytes_is_masked_in_base64() {
    for (String user : new String[] {"a", "ab", "abc", "somebody"}) {
      String pair =
          Base64.getEncoder()
              .encodeToString((user + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
      assertThat(redactor.clean(pair)).contains(Redactor.MASK).hasSizeLessThan(20);
    }
  }

  @Test
  void of_a_text_that_is_cut_no_half_secret_is_left() {
    assertThat(redactor.line("x".repeat(15) + SECRET, 20))
        .isEqualTo("x".repeat(15) + Redactor.MASK);
  }

  @Test
  void what_stands_behind_a_scheme_is_masked_though_nobody_knows_it() {
    assertThat(redactor.clean("sent Authorization: Bearer abc.def-ghi123, sorry"))
        .isEqualTo("sent Authorization: Bearer " + Redactor.MASK + ", sorry");
  }

  @Test
  void short_words_and_other_texts_are_left_alone() {
    redactor.hide("app");
    assertThat(redactor.clean("an app of a bearer of news"))
        .isEqualTo("an app of a bearer of news");
  }

  @Test
  void a_line_has_no_breaks_and_no_half_signs() {
    assertThat(redactor.line("a\r\nb\u2028c\u202Ed", 20)).isEqualTo("a  b c d");
    assertThat(Texts.cut("ab\uD83D\uDE00cd", 3)).isEqualTo("ab\uD83D\uDE00…");
    assertThat(Texts.cut("abc", 3)).isEqualTo("abc");
  }
}
