package io.trueup.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The languages, from {@code tongues.txt}: a section each, one line a word list. */
final class Tongues {
  private Tongues() {}

  /** Each language and how many companies in a hundred speak it. */
  static Map<Tongue, Integer> all() {
    Map<Tongue, Integer> tongues = new LinkedHashMap<>();
    Map<String, String> section = new LinkedHashMap<>();
    for (String line : lines()) {
      if (line.startsWith("[") && !section.isEmpty()) {
        tongues.put(tongue(section), Integer.parseInt(get(section, "share")));
        section.clear();
      }
      int colon = line.indexOf(": ");
      if (colon > 0) {
        section.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    tongues.put(tongue(section), Integer.parseInt(get(section, "share")));
    return tongues;
  }

  private static Tongue tongue(Map<String, String> section) {
    return new Tongue(
        words(section, "countries"),
        get(section, "dial"),
        words(section, "domains"),
        words(section, "forms"),
        get(section, "and"),
        words(section, "heads"),
        words(section, "tails"),
        words(section, "firsts"),
        words(section, "trades"),
        get(section, "trade").equals("first"),
        words(section, "places"),
        words(section, "cities"),
        words(section, "streets"),
        words(section, "offshoots"),
        words(section, "locations"),
        words(section, "farewells"),
        words(section, "notes"));
  }

  private static List<String> words(Map<String, String> section, String name) {
    return Arrays.stream(get(section, name).split(";", -1)).map(String::strip).toList();
  }

  private static String get(Map<String, String> section, String name) {
    return Objects.requireNonNull(section.get(name), () -> "tongues.txt: no " + name);
  }

  private static List<String> lines() {
    try (InputStream in = Objects.requireNonNull(Tongues.class.getResourceAsStream("tongues.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
