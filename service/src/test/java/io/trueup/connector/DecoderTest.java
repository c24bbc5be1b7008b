package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trueup.connector.ReadFailure.Kind;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
  private static @Nullable Object decode(Decoder decoder, String text) throws Decoder.Unreadable {
    return decoder.decode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Decoder.Unreadable fails(Decoder decoder, byte[] body) {
    return catchThrowableOfType(Decoder.Unreadable.class, () -> decoder.decode(body));
  }

  private static Decoder.Unreadable fails(Decoder decoder, String text) {
    return fails(decoder, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void json_keeps_numbers_as_they_are_and_leaves_out_what_is_null() throws Decoder.Unreadable {
    assertThat(
            decode(
                Decoder.JSON,
                "{\"a\": 0.10, \"b\": 12345678901234567890, \"c\": [null, 1], \"d\": null}"))
        .isEqualTo(
            Map.of(
                "a", new BigDecimal("0.10"),
                "b", new java.math.BigInteger("12345678901234567890"),
                "c", List.of(1)));
  }

  @Test
  void a_byte_order_mark_is_dropped() throws Decoder.Unreadable {
    assertThat(decode(Decoder.JSON, "\uFEFF[1]")).isEqualTo(List.of(1));
    assertThat(decode(Decoder.BOM_JSON, "\uFEFF[1]")).isEqualTo(List.of(1));
    assertThat(decode(Decoder.CSV, "\uFEFFid\n1\n")).isEqualTo(List.of(Map.of("id", "1")));
  }

  @Test
  void a_number_with_a_huge_exponent_does_not_fill_the_memory() throws Decoder.Unreadable {
    Object value = decode(Decoder.JSON, "1e999999999");
    assertThat(Texts.plain(value)).hasSizeLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "\uFEFF"})
  void an_empty_answer_is_none(String text) {
    assertThat(fails(Decoder.JSON, text)).hasMessage("the answer is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": [1, 2", "{\"a\": \"b", "[1, ", "[", "{\"a\""})
  void a_cut_answer_ends_early(String text) {
    assertThat(fails(Decoder.JSON, text).getMessage()).startsWith("the answer ends early");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1] [2]", "[1,]", "{'a': 1}", "[NaN]", "no", "[01]"})
  void what_is_no_json_is_told(String text) {
    Decoder.Unreadable unreadable = fails(Decoder.JSON, text);
    assertThat(unreadable.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(unreadable.getMessage()).startsWith("the answer ");
  }

  @Test
  void a_web_page_is_known_in_place_of_anything() {
    for (Decoder decoder : Decoder.values()) {
      assertThat(fails(decoder, " <!DOCTYPE HTML><p>Hi").kind()).isEqualTo(Kind.WEB_PAGE);
    }
  }

  @Test
  void nesting_and_sizes_have_limits() {
    String deep = "[".repeat(200) + "]".repeat(200);
    assertThat(fails(Decoder.JSON, deep).kind()).isEqualTo(Kind.TOO_LARGE);
    String number = "[" + "9".repeat(300) + "]";
    assertThat(fails(Decoder.JSON, number).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(fails(Decoder.XML, "<a>".repeat(50_000)).kind())
        .isIn(Kind.TOO_LARGE, Kind.UNREADABLE);
  }

  @Test
  void xml_becomes_fields_lists_and_texts() throws Decoder.Unreadable {
    assertThat(
            decode(
                Decoder.XML,
                "<?xml version='1.0'?><r><item id='7'>x</item><item><name>y</name></item><n>1</n></r>"))
        .isEqualTo(
            Map.of("item", List.of(Map.of("id", "7", "text", "x"), Map.of("name", "y")), "n", "1"));
  }

  @Test
  void xml_is_read_in_the_letters_that_it_names() throws Decoder.Unreadable {
    byte[] latin =
        "<?xml version='1.0' encoding='ISO-8859-1'?><r><name>Zürich</name></r>"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Decoder.XML.decode(latin)).isEqualTo(Map.of("name", "Zürich"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><r><a>&e;</a></r>",
        "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><r><a>&b;&b;</a></r>",
      })
  void entities_of_xml_are_not_taken(String text) {
    assertThat(fails(Decoder.XML, text).kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void a_document_type_that_lies_elsewhere_is_not_fetched() throws Decoder.Unreadable {
    assertThat(
            decode(Decoder.XML, "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\"><r><a>1</a></r>"))
        .isEqualTo(Map.of("a", "1"));
  }

  @Test
  void csv_is_read_by_its_header() throws Decoder.Unreadable {
    assertThat(decode(Decoder.CSV, " id ,name\r\n1,\"a, \"\"b\"\"\nc\"\r\n\r\n2,\n"))
        .isEqualTo(
            List.of(Map.of("id", "1", "name", "a, \"b\"\nc"), Map.of("id", "2", "name", "")));
    assertThat(decode(Decoder.CSV, "")).isEqualTo(List.of());
    assertThat(decode(Decoder.CSV, "id,name\n")).isEqualTo(List.of());
  }

  @Test
  void csv_whose_columns_share_a_name_is_none() {
    assertThat(fails(Decoder.CSV, "id,id\n1,2\n").kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void csv_in_other_letters_is_told() {
    byte[] windows = "id,name\n1,Zürich\n".getBytes(Charset.forName("windows-1252"));
    assertThat(fails(Decoder.CSV, windows)).hasMessage("the answer is no CSV in UTF-8");
  }
}
