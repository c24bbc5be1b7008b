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
import org.jspecify.annotations.Nullable;

/**
 * Fields with many values, as far as rules read them. Where rules only ask conditions of a field,
 * records fold by which of them hold: host names fold to the two that a rule tells apart.
 */
final class FoldFields {
  private static final List<String> PLAIN =
      List.of("productName", "name", "userId", "deviceId", "unit", "idleDays");

  private record Read(String field, String attribute, Cases.@Nullable Probe probe) {}

  private final UsageTable usage;
  private final Instant end;
  private final List<Read> reads = new ArrayList<>();

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
      reads.add(new Read(field, attribute, probe));
    }
  }

  boolean isEmpty() {
    return reads.isEmpty();
  }

  int size() {
    return reads.size();
  }

  /** The names of the fields, in the order in which {@link #addTo} adds their values. */
  List<String> names() {
    return reads.stream().map(Read::field).toList();
  }

  /** Adds what tells a record from others, field by field. */
  void addTo(List<Object> values, int index, Cases.@Nullable Desk desk) {
    for (Read read : reads) {
      if (read.probe() == null || desk == null) {
        values.add(value(read, index));
      } else {
        values.add(desk.told(read.probe(), only(read, index)));
      }
    }
  }

  private Object value(Read read, int index) {
    if (!read.attribute().isEmpty()) {
      return attribute(read, index);
    }
    return switch (read.field()) {
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
        : usage.attributes(index).getOrDefault(read.attribute(), "");
  }

  /** Whole days since a record was last active, or first seen if never; null when unknown. */
  @Nullable Long idleDays(int index) {
    Instant seen = usage.seen(index);
    return seen == null ? null : Math.max(0, ChronoUnit.DAYS.between(seen, end));
  }

  /** A usage of which nothing but one field is known: all that a condition on it can see. */
  private Usage only(Read read, int index) {
    String field = read.field();
    Map<String, String> attributes = Map.of();
    if (!read.attribute().isEmpty()) {
      String value = usage.attributes(index).get(read.attribute());
      attributes = value == null ? Map.of() : Map.of(read.attribute(), value);
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
