package io.trueup.stage;

import io.trueup.facts.Usage;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.Cases;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Fields with many values, as far as rules read them. Where rules only ask conditions of a field,
 * records fold by which of them hold: host names fold to the two that a rule tells apart.
 */
final class FoldFields {
  private static final List<String> PLAIN =
      List.of("productName", "name", "userId", "deviceId", "unit", "idleDays");

  /** What of a record decides about a field. */
  private enum Source {
    FORM,
    ATTRIBUTES,
    RECORD
  }

  /** A field that rules read, with the numbers of what is told of it where few records differ. */
  private static final class Read {
    final String field;
    final String attribute;
    final Cases.@Nullable Probe probe;
    final Source source;
    final AtomicIntegerArray known;

    Read(String field, String attribute, Cases.@Nullable Probe probe, Source source, int codes) {
      this.field = field;
      this.attribute = attribute;
      this.probe = probe;
      this.source = source;
      this.known = new AtomicIntegerArray(codes);
    }
  }

  private final UsageTable usage;
  private final Instant end;
  private final List<Read> reads = new ArrayList<>();
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Object, Integer> numbers = new ConcurrentHashMap<>();

  /**
   * @param fields of {@link Usage} that rules read
   * @param attributes names of those that rules read
   * @param cases to tell values apart by conditions only; null to take them as they are
   */
  FoldFields(
      UsageTable usage,
      Collection<String> fields,
      List<String> attributes,
      Instant end,
      @Nullable Cases cases) {
    this.usage = usage;
    this.end = end;
    for (String attribute : attributes) {
      add("attributes[" + attribute + "]", attribute, cases);
    }
    PLAIN.stream().filter(fields::contains).forEach(field -> add(field, "", cases));
  }

  private void add(String field, String attribute, @Nullable Cases cases) {
    Cases.Probe probe = cases == null ? null : cases.probe(Usage.class, field);
    if (probe == null || !probe.isBlind()) {
      Source source =
          !attribute.isEmpty()
              ? Source.ATTRIBUTES
              : field.equals("productName") || field.equals("unit") ? Source.FORM : Source.RECORD;
      int codes =
          switch (source) {
            case FORM -> usage.forms();
            case ATTRIBUTES -> usage.attributeSets();
            case RECORD -> 0;
          };
      reads.add(new Read(field, attribute, probe, source, codes));
    }
  }

  boolean isEmpty() {
    return reads.isEmpty();
  }

  int size() {
    return reads.size();
  }

  /** The names of the fields, in the order in which {@link #tell} tells of them. */
  List<String> names() {
    return reads.stream().map(read -> read.field).toList();
  }

  /** Whether a field counts as it is and differs from record to record. */
  boolean isOpen() {
    return reads.stream().anyMatch(read -> read.probe == null && read.source == Source.RECORD);
  }

  /**
   * Tells of a record, field by field: the same number for what rules cannot tell apart.
   *
   * @param told where the numbers go, from {@code from} on
   * @param own values of fields that count as they are, kept by the caller
   */
  void tell(int index, int[] told, int from, Map<Object, Integer> own, Cases.@Nullable Desk desk) {
    for (int i = 0; i < reads.size(); i++) {
      Read read = reads.get(i);
      told[from + i] =
          switch (read.source) {
            case FORM -> known(read, usage.formCode(index), index, desk);
            case ATTRIBUTES -> known(read, usage.attributesCode(index), index, desk);
            case RECORD ->
                read.probe == null || desk == null
                    ? own.computeIfAbsent(value(read, index), k -> own.size() + 1)
                    : number(told(read, index, desk));
          };
    }
  }

  private int known(Read read, int code, int index, Cases.@Nullable Desk desk) {
    int known = read.known.get(code);
    if (known == 0) {
      known = number(told(read, index, desk));
      read.known.set(code, known);
    }
    return known;
  }

  private Object told(Read read, int index, Cases.@Nullable Desk desk) {
    return read.probe == null || desk == null
        ? value(read, index)
        : desk.told(read.probe, only(read, index));
  }

  private int number(Object told) {
    Integer known = numbers.get(told);
    return known != null ? known : numbers.computeIfAbsent(told, k -> last.incrementAndGet());
  }

  private Object value(Read read, int index) {
    if (!read.attribute.isEmpty()) {
      return attribute(read, index);
    }
    return switch (read.field) {
      case "productName" -> usage.form(index).productName();
      case "name" -> usage.name(index);
      case "userId" -> usage.userId(index);
      case "deviceId" -> usage.deviceId(index);
      case "unit" -> usage.form(index).unit();
      default -> Objects.requireNonNullElse(idleDays(index), -1L);
    };
  }

  private String attribute(Read read, int index) {
    return usage.attributesCode(index) == 0
        ? ""
        : usage.attributes(index).getOrDefault(read.attribute, "");
  }

  /** Whole days since a record was last active, or first seen if never; null when unknown. */
  @Nullable Long idleDays(int index) {
    Instant seen = usage.seen(index);
    return seen == null ? null : Math.max(0, ChronoUnit.DAYS.between(seen, end));
  }

  /** A usage of which nothing but one field is known: all that a condition on it can see. */
  private Usage only(Read read, int index) {
    String field = read.field;
    Map<String, String> attributes = Map.of();
    if (!read.attribute.isEmpty()) {
      String value = usage.attributes(index).get(read.attribute);
      attributes = value == null ? Map.of() : Map.of(read.attribute, value);
    }
    return new Usage(
        0,
        "",
        "",
        "linked",
        "",
        "",
        "",
        "",
        "",
        "",
        field.equals("productName") ? usage.form(index).productName() : "",
        field.equals("name") ? usage.name(index) : "",
        field.equals("userId") ? usage.userId(index) : "",
        field.equals("deviceId") ? usage.deviceId(index) : "",
        "",
        "",
        field.equals("unit") ? usage.form(index).unit() : "",
        false,
        "",
        field.equals("idleDays") ? idleDays(index) : null,
        attributes,
        0,
        BigDecimal.ZERO);
  }
}
