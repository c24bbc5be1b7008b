package io.trueup.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UsageTableTest {
  private static final Comparator<UsageRecord> IN_ORDER =
      Comparator.comparing(UsageRecord::integrationId)
          .thenComparing(UsageRecord::accountId)
          .thenComparing(UsageRecord::recordId);
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "Ä ö ß",
          "\ud83d\ude00 smile",
          "\ud800 half a pair",
          "\u0000",
          "x".repeat(300));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void records_come_back_as_they_were_in_their_order(long seed) {
    List<UsageRecord> records = records(new Random(seed), 500);
    List<UsageRecord> sorted = new ArrayList<>(records);
    sorted.sort(IN_ORDER);
    assertEquals(sorted, UsageTable.of(records));
    Collections.reverse(records);
    assertEquals(sorted, UsageTable.of(records));
  }

  @Test
  void a_text_longer_than_a_block_is_kept_whole() {
    String long1 = "n".repeat(3_000_000);
    UsageTable table =
        UsageTable.of(List.of(record("1", long1, "u", null), record("2", "after", "u", null)));
    assertEquals(long1, table.get(0).name());
    assertEquals("after", table.get(1).name());
  }

  @Test
  void people_are_told_apart_by_their_letters_and_not_by_capitals() {
    UsageTable table =
        UsageTable.of(
            List.of(
                record("1", "", "Ann@x", null),
                record("2", "", "ann@X", null),
                record("3", "", "bob@x", null),
                record("4", "", "", null)));
    assertEquals(table.userKey(0), table.userKey(1));
    assertNotEquals(table.userKey(0), table.userKey(2));
    assertEquals(0, table.userKey(3));
    assertEquals(table.userKey(0), table.findUserKey("ann@x"));
    assertEquals(-1, table.findUserKey("nobody@x"));
  }

  @Test
  void an_instant_that_nanoseconds_do_not_reach_is_exact_and_in_its_place() {
    Instant dawn = Instant.parse("0001-01-01T00:00:00Z");
    Instant far = Instant.parse("9999-12-31T23:59:59.999999999Z");
    UsageTable table =
        UsageTable.of(
            List.of(
                record("1", "", "", dawn),
                record("2", "", "", Instant.parse("2026-10-31T09:30:00.123456789Z")),
                record("3", "", "", far),
                record("4", "", "", null)));
    assertEquals(dawn, table.seen(0));
    assertEquals(far, table.seen(2));
    assertTrue(table.seenNanos(0) < table.seenNanos(1));
    assertTrue(table.seenNanos(1) < table.seenNanos(2));
    assertEquals(UsageTable.NEVER, table.seenNanos(3));
  }

  private static UsageRecord record(
      String id, String name, String user, @org.jspecify.annotations.Nullable Instant active) {
    return new UsageRecord(
        "I1",
        "T1",
        id,
        "user",
        "P",
        "",
        name,
        user,
        "",
        "",
        "active",
        BigDecimal.ONE,
        "",
        null,
        null,
        active,
        null,
        null,
        Map.of());
  }

  private static List<UsageRecord> records(Random random, int count) {
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(
          new UsageRecord(
              "I" + random.nextInt(3),
              "T" + random.nextInt(7),
              pick(random) + i,
              random.nextBoolean() ? "user" : "device",
              "P" + random.nextInt(4),
              pick(random),
              pick(random),
              pick(random),
              pick(random),
              random.nextBoolean() ? "" : "server",
              random.nextBoolean() ? "active" : "suspended",
              new BigDecimal(List.of("1", "1.0", "1.00", "-3", "7.25").get(random.nextInt(5))),
              random.nextBoolean() ? "" : "gb",
              random.nextBoolean() ? null : new BigDecimal(random.nextInt(9) + ".10"),
              instant(random),
              instant(random),
              random.nextBoolean() ? null : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(900)),
              random.nextBoolean() ? null : LocalDate.of(1, 1, 1).plusDays(random.nextInt(900)),
              random.nextBoolean() ? Map.of() : Map.of("office", pick(random), "k", "v")));
    }
    return records;
  }

  private static String pick(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static @org.jspecify.annotations.Nullable Instant instant(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      case 2 -> Instant.parse("0001-01-01T00:00:00Z").plusSeconds(random.nextInt(3));
      default -> Instant.parse("2026-10-31T00:00:00Z").minusSeconds(random.nextInt(9_000_000));
    };
  }
}
