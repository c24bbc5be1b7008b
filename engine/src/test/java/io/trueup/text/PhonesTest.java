package io.trueup.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7025550192|702-555-0192",
        "7025550192|(702) 555.0192",
        "7025550192|1-702-555-0192",
        "7025550192|+1 702 555 0192",
        "7025550192|702 555 0192 x12",
        "7025550192|702-555-0192 ext. 4",
        "7025550192|702.555.0192 / 702.555.0193",
        "7025550192|011 1 702 555 0192",
        "2079460958|+44 (0)20 7946 0958",
        "2079460958|0044 20 79460958",
        "2079460958|020 7946 0958",
        "2079460958|44 20 7946 0958",
        "301234567|+49 (30) 1234567",
        "301234567|030/1234567",
        "293744000|+61 2 9374 4000",
        "293744000|02 9374 4000",
        "4951234567|+7 495 123-45-67",
        "4951234567|8 (495) 123-45-67",
        "142685300|+33 1 42 68 53 00",
        "142685300|01 42 68 53 00",
        "712345678|+254 712 345678",
        "712345678|0712 345678",
      })
  void ways_of_writing_one_number_have_one_key(String key, String text) {
    assertThat(Phones.key(text)).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n/a",
        "none",
        "555-1234",
        "000-000-0000",
        "555-555-5555",
        "123-456-7890",
        "1234567890",
        "0123456789",
        "999-999-9999",
        "111 111 1111",
        "(800) 555-5555",
        "1",
        "+",
        "+1",
        "12345678901234567890",
        "call me",
        "0000000000000"
      })
  void what_is_no_number_has_no_key(String text) {
    assertThat(Phones.key(text)).isEmpty();
    assertThat(Phones.same(text, text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "702-555-0192,702-555-0193",
    "702-555-0192,703-555-0192",
    "312-555-0192,212-555-0192"
  })
  void other_numbers_are_not_the_same(String one, String other) {
    assertThat(Phones.same(one, other)).isFalse();
  }
}
