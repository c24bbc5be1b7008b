package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  @ParameterizedTest
  @CsvSource({
    "https://h/a/b?page=1, https://h/a/b?page=2, https://h/a/b?page=2",
    "https://h/a/b?page=1, ?page=2, https://h/a/b?page=2",
    "https://h/a/b?page=1, /c?page=2, https://h/c?page=2",
    "https://h/a/b?page=1, c?page=2, https://h/a/c?page=2",
    "https://h/a/b, //other/x, https://other/x",
    "https://h, c, https://h/c",
    "https://h/a, ' https://h/a?f=x y|z ', https://h/a?f=x%20y%7Cz",
    "https://h/a, https://h/a?f=x%20y, https://h/a?f=x%20y",
    "https://h/a, https://h/Zürich, https://h/Z%C3%BCrich",
    "https://h/a, '?filter=\"{}\"', https://h/a?filter=%22%7B%7D%22",
  })
  void a_link_leads_where_it_says(String from, String link, String to) {
    assertThat(Links.resolve(URI.create(from), link)).hasToString(to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailto:a@b", "https://", "file:///etc/passwd", "https://h:x:y/"})
  void what_is_no_address_is_refused(String link) {
    assertThatThrownBy(() -> Links.resolve(URI.create("https://h/a"), link))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
