package io.trueup.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records come out of a page as they went in, and bytes that are no page are refused. */
final class UsagePageTest {
  private static final String[] WORDS = {
    "",
    "a",
    "M365",
    "licence",
    "Büro Süd",
    "日本",
    "🦊 fox",
    "\"quoted, line\nend\"",
    "\u0000",
    "x\ty"
  };

  private static List<UsageRecord> records(Random dice, int count) {
    int kinds = 1 + dice.nextInt(400);
    boolean exact = dice.nextInt(3) == 0;
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> attributes = new TreeMap<>();
      for (int a = dice.nextInt(4); a > 0; a--) {
        attributes.put("column " + dice.nextInt(6), WORDS[dice.nextInt(WORDS.length)]);
      }
      records.add(
          new UsageRecord(
              "I" + i * 3 / Math.max(1, count),
              "T" + dice.nextInt(kinds),
              "R" + i,
              "kind" + dice.nextInt(3),
              word(dice, kinds),
              word(dice, 5),
              "host-" + i,
              word(dice, kinds),
              dice.nextBoolean() ? "" : "SN" + i,
              WORDS[dice.nextInt(3)],
              WORDS[dice.nextInt(3)],
              new BigDecimal(dice.nextInt(20) + "." + "0".repeat(dice.nextInt(12)) + "5"),
              WORDS[dice.nextInt(WORDS.length)],
              dice.nextBoolean() ? null : BigDecimal.valueOf(dice.nextInt(90_000), 2),
              moment(dice, exact),
              dice.nextInt(9) == 0 ? null : moment(dice, exact),
              dice.nextBoolean() ? null : LocalDate.ofEpochDay(dice.nextInt(90_000) - 30_000),
              dice.nextInt(50) > 0 ? null : LocalDate.MAX,
              attributes));
    }
    return records;
  }

  private static String word(Random dice, int kinds) {
    return WORDS[dice.nextInt(WORDS.length)] + dice.nextInt(kinds);
  }

  private static Instant moment(Random dice, boolean exact) {
    return Instant.ofEpochSecond(
        dice.nextInt(4) * 500_000_000L + dice.nextInt(90_000_000),
        exact ? dice.nextInt(1_000_000_000) : 0);
  }

  private static byte[] packed(List<UsageRecord> records) {
    UsagePage.Builder page = new UsagePage.Builder();
    records.forEach(page::add);
    return page.toByteArray();
  }

  private static List<UsageRecord> all(UsagePage page) {
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      records.add(page.record(i));
    }
    return records;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void what_comes_out_is_what_went_in(long seed) {
    Random dice = new Random(seed);
    int count = seed == 1 ? UsagePage.RECORDS : dice.nextInt(600);
    List<UsageRecord> records = records(dice, count);
    UsagePage page = UsagePage.read(packed(records));
    assertThat(all(page)).isEqualTo(records);
    for (int i = 0; i < count; i++) {
      UsageRecord record = records.get(i);
      assertThat(page.text(Field.NAME).get(i)).isEqualTo(record.name());
      assertThat(page.text(Field.USER_ID).value(page.text(Field.USER_ID).code(i)))
          .isEqualTo(record.userId());
      assertThat(page.quantity(i)).isEqualTo(record.quantity());
      assertThat(page.lastActiveAt().given(i)).isEqualTo(record.lastActiveAt() != null);
    }
    assertThat(packed(records)).isEqualTo(packed(all(page)));
  }

  @Test
  void a_page_without_records_and_extreme_moments_are_kept() {
    assertThat(UsagePage.read(packed(List.of())).size()).isZero();
    List<UsageRecord> records = new ArrayList<>();
    for (Instant moment : new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH, null}) {
      records.add(
          new UsageRecord(
              "i",
              "a",
              "r",
              "user",
              "",
              "",
              "",
              "",
              "",
              "",
              "",
              BigDecimal.ZERO,
              "",
              null,
              moment,
              null,
              LocalDate.MIN,
              LocalDate.MAX,
              Map.of()));
    }
    assertThat(all(UsagePage.read(packed(records)))).isEqualTo(records);
  }

  @Test
  void a_page_is_full_after_so_many_records_or_so_much_text() {
    UsagePage.Builder page = new UsagePage.Builder();
    UsageRecord large = records(new Random(3), 1).get(0);
    while (!page.full()) {
      page.add(large);
    }
    assertThat(page.size()).isEqualTo(UsagePage.RECORDS);
    assertThatThrownBy(() -> page.add(large)).isInstanceOf(IllegalStateException.class);
    UsagePage.Builder texts = new UsagePage.Builder();
    UsageRecord long_ =
        new UsageRecord(
            "i",
            "a",
            "r",
            "user",
            "",
            "",
            "x".repeat(1 << 20),
            "",
            "",
            "",
            "",
            BigDecimal.ONE,
            "",
            null,
            null,
            null,
            null,
            null,
            Map.of());
    while (!texts.full()) {
      texts.add(long_);
    }
    assertThat(texts.size()).isEqualTo(4);
    assertThat(UsagePage.read(texts.toByteArray()).record(3)).isEqualTo(long_);
  }

  @Test
  void bytes_of_another_revision_are_refused_by_name() {
    byte[] page = packed(records(new Random(5), 20));
    page[0]++;
    assertThatThrownBy(() -> UsagePage.read(page))
        .isInstanceOf(BadPage.class)
        .hasMessageContaining("revision 2 and not 1");
  }

  @Test
  void bytes_that_are_cut_changed_or_made_up_are_refused_or_read_as_records_and_never_run_away() {
    Random dice = new Random(11);
    byte[] page = packed(records(dice, 200));
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes =
          switch (i % 3) {
            case 0 -> Arrays.copyOf(page, dice.nextInt(page.length));
            case 1 -> changed(page.clone(), dice);
            default -> madeUp(dice);
          };
      try {
        all(UsagePage.read(bytes));
      } catch (BadPage e) {
        assertThat(e).hasMessageStartingWith("these bytes are no page of usage: ");
      }
    }
  }

  /** The columns themselves are changed, behind what inflating would notice. */
  @Test
  void columns_that_do_not_fit_are_refused_or_read_as_records() {
    Random dice = new Random(12);
    byte[] page = packed(records(dice, 60));
    PageIn plain = PageIn.inflated(page, UsagePage.REVISION);
    byte[] columns = plain.bytes(length(page));
    for (int i = 0; i < 5_000; i++) {
      PageOut out = new PageOut();
      out.bytes(changed(columns.clone(), dice));
      try {
        all(UsagePage.read(out.deflated(UsagePage.REVISION)));
      } catch (BadPage e) {
        assertThat(e).hasMessageStartingWith("these bytes are no page of usage: ");
      }
    }
  }

  private static int length(byte[] page) {
    PageIn head = new PageIn(page);
    head.octet();
    return head.count(PageIn.MOST_BYTES, "bytes");
  }

  private static byte[] changed(byte[] bytes, Random dice) {
    for (int i = 1 + dice.nextInt(3); i > 0; i--) {
      bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
    }
    return bytes;
  }

  private static byte[] madeUp(Random dice) {
    byte[] bytes = new byte[dice.nextInt(60)];
    dice.nextBytes(bytes);
    if (bytes.length > 0) {
      bytes[0] = UsagePage.REVISION;
    }
    return bytes;
  }
}
