package io.trueup.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RedactionTest {
  private static final String SECRET = "p@ss/w+rd \"1\"\\ä&<x>";
  private final Redaction redaction = Redaction.of(List.of(SECRET, "abc"));

  @Test
  void a_secret_is_taken_out_in_every_form_that_vendors_repeat_it_in() {
    String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    for (String form :
        List.of(
            SECRET,
            encoded,
            encoded.replace("+", "%20"),
            encoded.toLowerCase(java.util.Locale.ROOT).replace("%C3%A4", "%c3%a4"),
            "p@ss/w+rd \\\"1\\\"\\\\ä&<x>",
            "p@ss\\/w+rd \\\"1\\\"\\\\ä&<x>",
            "p@ss/w\\u002Brd \\\"1\\\"\\\\\\u00E4\\u0026\\u003Cx\\u003E",
            "p@ss/w+rd \\\\\\\"1\\\\\\\"\\\\\\\\ä&<x>",
            "p@ss/w+rd &quot;1&quot;\\ä&amp;&lt;x&gt;",
            base64(SECRET))) {
      assertThat(redaction.clean("said <<" + form + ">> twice: " + form))
          .as(form)
          .isEqualTo("said <<[hidden]>> twice: [hidden]");
    }
  }

  @Test
  void base64_of_a_text_that_holds_the_secret_shows_nothing_of_it() {
    Redaction token = Redaction.of(List.of("Tr0ub4dor&3-and-more"));
    for (String user : List.of("", "a", "ab", "abc", "user@msp.example")) {
      for (String after : List.of("", "!", "!!", "!!!")) {
        String both = base64(user + ":Tr0ub4dor&3-and-more" + after);
        String clean = token.clean("you sent " + both + " to us");
        assertThat(clean).as(both).contains(Redaction.HIDDEN);
        for (String piece : clean.split("[^A-Za-z0-9+/]+", -1)) {
          assertThat(decoded(piece)).as(clean).doesNotContain("ub4dor", "and-more");
        }
      }
    }
  }

  @Test
  void a_secret_that_was_cut_off_with_the_text_is_taken_out_too() {
    Redaction token = Redaction.of(List.of("0123456789abcdefghij"));
    assertThat(token.clean("bad key 0123456789abcd")).isEqualTo("bad key [hidden]");
    assertThat(token.clean("bad key 0123456789abcd…")).isEqualTo("bad key [hidden]…");
    assertThat(token.clean("bad key 012")).isEqualTo("bad key 012");
  }

  @Test
  void what_looks_like_a_credential_is_taken_out_whosever_it_is() {
    assertThat(Redaction.NONE.clean("Authorization: Bearer abcdef0123456789"))
        .isEqualTo("Authorization: Bearer [hidden]");
    assertThat(Redaction.NONE.clean("sent Basic dXNlcjpwYXNz1234"))
        .isEqualTo("sent Basic [hidden]");
    assertThat(Redaction.NONE.clean("{\"access_token\":\"xyz-12345\",\"n\":1}"))
        .isEqualTo("{\"access_token\":\"[hidden]\",\"n\":1}");
    assertThat(Redaction.NONE.clean("GET /api/?apikey=K1234567&service=list"))
        .isEqualTo("GET /api/?apikey=[hidden]&service=list");
    assertThat(Redaction.NONE.clean("{\\\"client_secret\\\": \\\"s3cr3tvalue\\\"}"))
        .doesNotContain("s3cr3tvalue");
    assertThat(Redaction.NONE.clean("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"))
        .isEqualTo("jwt [hidden]");
  }

  @Test
  void ordinary_words_stay() {
    for (String text :
        List.of(
            "the API key is not known to the vendor — GET https://x/api?page=2 — renew it",
            "bearer authentication is needed",
            "basic information about 12 clients",
            "abc is too short to be looked for",
            "token expired",
            "")) {
      assertThat(redaction.clean(text)).isEqualTo(text);
    }
  }

  @Test
  void no_secret_of_any_letters_survives_in_any_form() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 4 + random.nextInt(40);
      for (int c = 0; c < length; c++) {
        text.append((char) (33 + random.nextInt(94)));
      }
      String secret = text.toString();
      Redaction own = Redaction.of(List.of(secret));
      for (String form :
          List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8), base64(secret))) {
        assertThat(own.clean("a " + form + " z"))
            .as("seed %d, secret %s, form %s", seed, secret, form)
            .doesNotContain(form);
      }
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What somebody could read from a rest, however it lies. */
  private static String decoded(String piece) {
    StringBuilder all = new StringBuilder();
    for (int from = 0; from < Math.min(4, piece.length()); from++) {
      String rest = piece.substring(from);
      rest = rest.substring(0, rest.length() - rest.length() % 4);
      all.append(new String(Base64.getDecoder().decode(rest), StandardCharsets.UTF_8)).append(' ');
    }
    return all.toString();
  }
}
