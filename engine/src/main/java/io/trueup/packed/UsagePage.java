package io.trueup.packed;

import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some thousand usage records that follow each other, in columns. Texts, units and prices are the
 * values that occur and a code a record; moments and days are the steps between them; deflated all
 * together. What comes out equals what went in.
 */
public final class UsagePage {
  /** The form of the bytes; another one cannot be read. */
  public static final int REVISION = 1;

  /** Most records of a page. */
  public static final int RECORDS = 4_096;

  private static final int MOST_ATTRIBUTES = 1_024;
  private static final int LONGEST_NUMBER = 64;

  private final int size;
  private final Map<Field, TextColumn> texts;
  private final @Nullable BigDecimal[] quantities;
  private final @Nullable BigDecimal[] costs;
  private final TimeColumn created;
  private final TimeColumn active;
  private final TimeColumn committed;
  private final TimeColumn trial;
  private final Map<String, TextColumn> attributes;

  private UsagePage(PageIn in) {
    size = in.count(RECORDS, "records");
    texts = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      texts.put(field, TextColumn.read(in, size));
    }
    quantities = numbers(text(Field.QUANTITY));
    costs = numbers(text(Field.UNIT_COST));
    created = moments(in);
    active = moments(in);
    committed = days(in);
    trial = days(in);
    attributes = new LinkedHashMap<>();
    int names = in.count(MOST_ATTRIBUTES, "attributes");
    for (int i = 0; i < names; i++) {
      attributes.put(in.text(), TextColumn.read(in, size));
    }
    if (!in.atEnd()) {
      throw new BadPage("they go on after the last column");
    }
  }

  /**
   * Reads a page.
   *
   * @throws BadPage when the bytes are none of this revision
   */
  public static UsagePage read(byte[] bytes) {
    return new UsagePage(PageIn.inflated(bytes, REVISION));
  }

  private TimeColumn moments(PageIn in) {
    return TimeColumn.read(in, size, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
  }

  private TimeColumn days(PageIn in) {
    return TimeColumn.read(in, size, LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay());
  }

  private static @Nullable BigDecimal[] numbers(TextColumn column) {
    @Nullable BigDecimal[] numbers = new @Nullable BigDecimal[column.values()];
    for (int i = 0; i < numbers.length; i++) {
      String text = column.value(i);
      try {
        if (text.length() > LONGEST_NUMBER) {
          throw new NumberFormatException();
        }
        BigDecimal number = text.isEmpty() ? null : new BigDecimal(text);
        if (number != null && Math.abs((long) number.scale()) > LONGEST_NUMBER) {
          throw new NumberFormatException();
        }
        numbers[i] = number;
      } catch (NumberFormatException e) {
        throw new BadPage("a number that is none");
      }
    }
    return numbers;
  }

  /** How many records it has. */
  public int size() {
    return size;
  }

  /** The column of a field. */
  public TextColumn text(Field field) {
    TextColumn column = texts.get(field);
    if (column == null) {
      throw new IllegalStateException("every page has all fields");
    }
    return column;
  }

  /** When records were first seen. */
  public TimeColumn createdAt() {
    return created;
  }

  /** When records were last active. */
  public TimeColumn lastActiveAt() {
    return active;
  }

  /** Until when records are committed. */
  public TimeColumn commitmentEndDate() {
    return committed;
  }

  /** The last day of records' trials. */
  public TimeColumn trialEndDate() {
    return trial;
  }

  /** How many units a record stands for. */
  public BigDecimal quantity(int record) {
    BigDecimal quantity = quantities[text(Field.QUANTITY).code(record)];
    if (quantity == null) {
      throw new BadPage("a record without a quantity");
    }
    return quantity;
  }

  /**
   * A record.
   *
   * @param index from 0
   * @throws BadPage when it lacks what every record has
   */
  public UsageRecord record(int index) {
    Map<String, String> further = attributes.isEmpty() ? Map.of() : new TreeMap<>();
    attributes.forEach(
        (name, column) -> {
          String text = column.get(index);
          if (!text.isEmpty()) {
            further.put(name, text.substring(1));
          }
        });
    try {
      return new UsageRecord(
          text(Field.INTEGRATION_ID).get(index),
          text(Field.ACCOUNT_ID).get(index),
          text(Field.RECORD_ID).get(index),
          text(Field.KIND).get(index),
          text(Field.PRODUCT_CODE).get(index),
          text(Field.PRODUCT_NAME).get(index),
          text(Field.NAME).get(index),
          text(Field.USER_ID).get(index),
          text(Field.DEVICE_ID).get(index),
          text(Field.DEVICE_CLASS).get(index),
          text(Field.STATE).get(index),
          quantity(index),
          text(Field.UNIT).get(index),
          costs[text(Field.UNIT_COST).code(index)],
          created.instant(index),
          active.instant(index),
          committed.date(index),
          trial.date(index),
          further);
    } catch (IllegalArgumentException e) {
      throw new BadPage("a record that lacks an id or its kind");
    }
  }

  /** Takes records as they come, up to a page of them. */
  public static final class Builder {
    /** Texts of a page come to no more than this and one record. */
    private static final int MOST_CHARACTERS = 4 << 20;

    private final Map<Field, TextColumn.Builder> texts = new EnumMap<>(Field.class);
    private final TimeColumn.Builder created = new TimeColumn.Builder();
    private final TimeColumn.Builder active = new TimeColumn.Builder();
    private final TimeColumn.Builder committed = new TimeColumn.Builder();
    private final TimeColumn.Builder trial = new TimeColumn.Builder();
    private final Map<String, TextColumn.Builder> attributes = new TreeMap<>();
    private int size;
    private long characters;

    /** A page without records. */
    public Builder() {
      for (Field field : Field.values()) {
        texts.put(field, new TextColumn.Builder());
      }
    }

    /** How many records it has. */
    public int size() {
      return size;
    }

    /** Whether no further record fits. */
    public boolean full() {
      return size == RECORDS || characters > MOST_CHARACTERS;
    }

    /** Adds a record, unless it is full. */
    public void add(UsageRecord record) {
      if (full()) {
        throw new IllegalStateException("the page is full");
      }
      texts.forEach((field, column) -> column.add(counted(field.of(record))));
      created.add(record.createdAt());
      active.add(record.lastActiveAt());
      committed.add(record.commitmentEndDate());
      trial.add(record.trialEndDate());
      record
          .attributes()
          .forEach(
              (name, value) -> {
                TextColumn.Builder column =
                    attributes.computeIfAbsent(name, n -> new TextColumn.Builder());
                pad(column, size);
                column.add(counted("=" + value));
              });
      size++;
    }

    private String counted(String text) {
      characters += text.length();
      return text;
    }

    private static void pad(TextColumn.Builder column, int to) {
      while (column.size() < to) {
        column.add("");
      }
    }

    /** The page's bytes. */
    public byte[] toByteArray() {
      PageOut out = new PageOut();
      out.number(size);
      texts.values().forEach(column -> column.write(out));
      created.write(out);
      active.write(out);
      committed.write(out);
      trial.write(out);
      List<Map.Entry<String, TextColumn.Builder>> further = new ArrayList<>(attributes.entrySet());
      out.number(further.size());
      for (Map.Entry<String, TextColumn.Builder> each : further) {
        out.text(each.getKey());
        pad(each.getValue(), size);
        each.getValue().write(out);
      }
      return out.deflated(REVISION);
    }
  }
}
