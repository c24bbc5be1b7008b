package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trueup.connector.Requests.Extras;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
  private static final Map<String, Object> NAMES =
      Map.of(
          "base_url", "https://h.example/",
          "id", "a/b c?d=é&..",
          "empty", "",
          "dots", "..",
          "host", "https://evil.example/x",
          "n", 5,
          "price", new BigDecimal("0.10"),
          "list", List.of("a", "b"),
          "org", Map.of("id", 7));

  private static Question make(String request, Extras extras) {
    try {
      return Requests.make(
          YAMLMapper.builder()
              .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .build()
              .readValue(request, Manifest.Request.class),
          "{{base_url}}/v1",
          Map.of("X-All", "{{n}}", "X-None", "{{empty}}"),
          NAMES,
          extras,
          address -> true);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Question make(String request) {
    return make(request, Extras.NONE);
  }

  private static String body(Question question) {
    return new String(question.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{path: /x} | https://h.example/v1/x",
        "{path: '/x/{{id}}/y'} | https://h.example/v1/x/a%2Fb%20c%3Fd%3D%C3%A9%26../y",
        "{path: '/x/{{org.id}}'} | https://h.example/v1/x/7",
        "{path: /x, query: {a: '{{id}}', b: '{{empty}}', $top: 5}} | https://h.example/v1/x?a=a%2Fb%20c%3Fd%3D%C3%A9%26..&$top=5",
        "{path: '/x?fixed=1', query: {a: b}} | https://h.example/v1/x?fixed=1&a=b",
        "{path: '/x/{{empty}}{{n}}'} | https://h.example/v1/x/5",
        "{url: '{{host}}/y'} | https://evil.example/x/y",
        "{url: 'https://h.example/{{host}}/y'} | https://h.example/https%3A%2F%2Fevil.example%2Fx/y",
        "{url: 'https://{{id}}.h.example/'} | https://a%2Fb%20c%3Fd%3D%C3%A9%26...h.example/",
      })
  void names_stay_in_their_place_in_an_address(String request, String address) {
    assertThat(make(request).address()).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{path: '/x/{{dots}}/y'} | dots is .., which leads elsewhere",
        "{path: '/x/{{empty}}/y'} | empty is empty, and an address needs it",
        "{path: '/x/{{empty}}'} | empty is empty, and an address needs it",
        "{path: '/x/{{nobody}}'} | nobody is not known",
        "{path: '/x/{{org.name}}'} | org.name is not known",
        "{path: '/x y'} | https://h.example/v1/x y is no address: Illegal character in path",
      })
  void what_cannot_be_an_address_is_told(String request, String what) {
    assertThatThrownBy(() -> make(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(what);
  }

  @Test
  void headers_are_filled_and_empty_ones_left_out() {
    Question question = make("{path: /x, headers: {'X-{{n}}': 'v{{n}}', Accept: text/csv}}");
    assertThat(question.headers())
        .containsEntry("X-All", "5")
        .containsEntry("X-5", "v5")
        .containsEntry("Accept", "text/csv")
        .doesNotContainKey("X-None");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nX-Admin: yes", "a\0", "a\u007F", "\u20AC"})
  void a_header_holds_one_line(String value) {
    assertThatThrownBy(() -> Requests.requireOneLine("X-Key", value))
        .hasMessage("the header X-Key would hold a line break or a sign that no header can hold");
    assertThatThrownBy(() -> Requests.requireOneLine("X " + value, "v"))
        .hasMessageEndingWith("is no name of a header");
  }

  @Test
  void a_json_body_keeps_what_is_no_text() {
    Question question =
        make(
            "{method: POST, path: /x, body: {n: '{{n}}', p: '{{price}}', l: '{{list}}', t: 'n={{n}}',"
                + " q: '{{id}}\"}', list: [{a: '{{org.id}}'}]}}",
            new Extras(null, Map.of(), Map.of(), Map.of("page.number", 2L)));
    assertThat(body(question))
        .isEqualTo(
            "{\"n\":5,\"p\":0.10,\"l\":[\"a\",\"b\"],\"t\":\"n=5\",\"q\":\"a/b c?d=é&..\\\"}\","
                + "\"list\":[{\"a\":7}],\"page\":{\"number\":2}}");
    assertThat(question.contentType()).isEqualTo("application/json");
  }

  @Test
  void a_form_is_encoded() {
    assertThat(body(make("{method: POST, path: /x, form: {a: '{{id}}', b: 'x+y'}}")))
        .isEqualTo("a=a%2Fb%20c%3Fd%3D%C3%A9%26..&b=x%2By");
  }

  @Test
  void the_next_pages_address_takes_the_place_of_all() {
    Extras next = new Extras("https://h.example/next?x=1", Map.of(), Map.of(), Map.of());
    assertThat(make("{path: /x, query: {a: b}}", next).address())
        .hasToString("https://h.example/next?x=1");
  }
}
