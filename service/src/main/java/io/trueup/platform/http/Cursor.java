package io.trueup.platform.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a page of a list ended: the sort key of its last row. Opaque to callers, and bound to the
 * list it came from: with other filters or another order it is refused, not misread.
 */
public final class Cursor {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 4_000;

  private Cursor() {}

  /** What a part of a sort key is, so that one that was made up is refused before it is used. */
  public enum Part {
    /** Any text. */
    TEXT,
    /** A whole number. */
    NUMBER,
    /** A whole number of few digits. */
    SMALL,
    /** A decimal number. */
    DECIMAL,
    /** A moment as {@link Instant} writes it. */
    MOMENT,
    /** A UUID. */
    ID;

    private boolean takes(String value) {
      return switch (this) {
        case TEXT -> value.indexOf('\0') < 0;
        case NUMBER -> value.matches("-?\\d{1,18}");
        case SMALL -> value.matches("\\d{1,4}");
        case DECIMAL -> value.matches("-?\\d{1,40}(\\.\\d{1,40})?");
        case MOMENT -> moment(value);
        case ID -> value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
      };
    }

    private static boolean moment(String value) {
      try {
        return value.matches("[1-9]\\d{3}-.*Z") && Instant.parse(value).isBefore(Instant.MAX);
      } catch (DateTimeParseException e) {
        return false;
      }
    }
  }

  /**
   * Makes a cursor.
   *
   * @param list what identifies the list: its address, filters and order
   * @param key the last row's sort key
   */
  public static String encode(String list, List<String> key) {
    List<String> all = new ArrayList<>();
    all.add(mark(list));
    all.addAll(key);
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(all));
    } catch (IOException e) {
      throw new IllegalStateException("a list of texts", e);
    }
  }

  /**
   * Reads a cursor.
   *
   * @param list what identifies the list now
   * @param parts what the parts of the list's sort key are
   * @throws ProblemException if it is no cursor of this list
   */
  public static List<String> decode(String list, String cursor, List<Part> parts) {
    try {
      if (cursor.length() <= LONGEST) {
        List<String> all =
            JSON.readValue(
                new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8),
                new TypeReference<List<String>>() {});
        if (all != null
            && all.size() == parts.size() + 1
            && all.stream().allMatch(java.util.Objects::nonNull)
            && all.get(0).equals(mark(list))
            && IntStream.range(0, parts.size()).allMatch(i -> parts.get(i).takes(all.get(i + 1)))) {
          return all.subList(1, all.size());
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // Falls through: what is wrong with it does not matter to the caller.
      return refuse();
    }
    return refuse();
  }

  private static List<String> refuse() {
    throw new ProblemException(
        ProblemType.BAD_CURSOR,
        "Take `after` from `next` of the page before, with the same filters and order.",
        List.of(new Problem.Place("after", "is not a cursor of this list")));
  }

  private static String mark(String list) {
    return HexFormat.of().formatHex(Idempotency.fingerprint(list), 0, 6);
  }
}
