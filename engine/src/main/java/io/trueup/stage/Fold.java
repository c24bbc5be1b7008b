package io.trueup.stage;

import io.trueup.facts.Usage;
import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds usage records that agree on everything the rules read into one {@link Usage}. Fields with
 * many values (names, people, devices, idle days, attributes) are part of it only when a rule reads
 * them, so a bundle that reads the host name simply folds less.
 */
final class Fold {
  /** Records that fold together, before rules have seen them. */
  static final class Folded {
    final Usage usage;
    final Mappings.Selected selected;
    final BitSet idle;
    final int[] records;

    Folded(Usage usage, Mappings.Selected selected, BitSet idle, int[] records) {
      this.usage = usage;
      this.selected = selected;
      this.idle = idle;
      this.records = records;
    }
  }

  private record Key(
      int shape, BitSet idle, boolean committed, String home, String account, List<Object> read) {}

  private static final class Group {
    int[] records = new int[8];
    int size;
    BigDecimal quantity = BigDecimal.ZERO;
    final Mappings.Selected selected;
    final UsageRecord first;

    Group(Mappings.Selected selected, UsageRecord first) {
      this.selected = selected;
      this.first = first;
    }

    void add(int index, BigDecimal units) {
      if (size == records.length) {
        records = Arrays.copyOf(records, size * 2);
      }
      records[size++] = index;
      quantity = quantity.add(units);
    }
  }

  private final UsageRecord[] usage;
  private final Mappings mappings;
  private final Map<String, String> vendors;
  private final Map<String, String> homes;
  private final Set<String> fields;
  private final List<String> attributes = new ArrayList<>();
  private final Instant end;
  private final LocalDate asOf;

  /**
   * @param usage the run's records, sorted
   * @param vendors vendor by integration
   * @param homes home company by lower-case user id
   * @param fields fields of {@link Usage} that rules read
   */
  Fold(
      UsageRecord[] usage,
      Mappings mappings,
      Map<String, String> vendors,
      Map<String, String> homes,
      Collection<String> fields,
      LocalDate asOf) {
    this.usage = usage;
    this.mappings = mappings;
    this.vendors = vendors;
    this.homes = homes;
    this.fields = Set.copyOf(fields);
    this.asOf = asOf;
    this.end = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (String field : fields) {
      if (field.startsWith("attributes[") && field.endsWith("]")) {
        attributes.add(field.substring("attributes[".length(), field.length() - 1));
      }
    }
    attributes.sort(null);
  }

  /**
   * Folds the records of one company, or of accounts without one.
   *
   * @param records positions of the records in the sorted usage, ascending
   * @param byAccount whether each account is kept apart
   */
  List<Folded> fold(
      int[] records, boolean byAccount, String companyId, String status, String link) {
    Map<Key, Group> groups = new LinkedHashMap<>();
    for (int index : records) {
      UsageRecord one = usage[index];
      Mappings.Selected selected = mappings.select(mappings.shape(one));
      Key key =
          new Key(
              selected.number(),
              idle(one, selected),
              committed(one),
              home(one),
              byAccount || fields.contains("accountId") ? one.accountId() : "",
              read(one));
      groups.computeIfAbsent(key, k -> new Group(selected, one)).add(index, one.quantity());
    }
    List<Folded> folded = new ArrayList<>(groups.size());
    groups.forEach(
        (key, group) ->
            folded.add(
                new Folded(
                    usage(folded.size(), key, group, companyId, status, link),
                    group.selected,
                    key.idle(),
                    Arrays.copyOf(group.records, group.size))));
    return folded;
  }

  private Usage usage(int id, Key key, Group group, String companyId, String status, String link) {
    UsageRecord first = group.first;
    Map<String, String> shown = new TreeMap<>();
    for (String name : attributes) {
      String value = first.attributes().get(name);
      if (value != null) {
        shown.put(name, value);
      }
    }
    return new Usage(
        id,
        companyId,
        status,
        link,
        first.integrationId(),
        group.selected.shape().category(),
        vendors.getOrDefault(first.integrationId(), ""),
        key.account(),
        first.kind(),
        first.productCode(),
        when("productName", first.productName()),
        when("name", first.name()),
        when("userId", first.userId()),
        when("deviceId", first.deviceId()),
        first.deviceClass(),
        first.state(),
        when("unit", first.unit()),
        key.committed(),
        key.home(),
        fields.contains("idleDays") ? idleDays(first) : null,
        shown,
        group.size,
        group.quantity);
  }

  private String when(String field, String value) {
    return fields.contains(field) ? value : "";
  }

  private List<Object> read(UsageRecord one) {
    if (fields.isEmpty()) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    for (String name : attributes) {
      values.add(one.attributes().getOrDefault(name, ""));
    }
    values.add(when("productName", one.productName()));
    values.add(when("name", one.name()));
    values.add(when("userId", one.userId()));
    values.add(when("deviceId", one.deviceId()));
    values.add(when("unit", one.unit()));
    Long days = fields.contains("idleDays") ? idleDays(one) : null;
    values.add(days == null ? -1L : days);
    return values;
  }

  private String home(UsageRecord one) {
    return homes.isEmpty() || one.userId().isEmpty()
        ? ""
        : homes.getOrDefault(one.userId().toLowerCase(java.util.Locale.ROOT), "");
  }

  private boolean committed(UsageRecord one) {
    return one.commitmentEndDate() != null && !one.commitmentEndDate().isBefore(asOf);
  }

  private BitSet idle(UsageRecord one, Mappings.Selected selected) {
    BitSet idle = new BitSet(selected.matches().size());
    Instant seen = one.lastActiveAt() != null ? one.lastActiveAt() : one.createdAt();
    if (seen == null) {
      return idle;
    }
    for (int i = 0; i < selected.matches().size(); i++) {
      Integer days = selected.matches().get(i).mapping().fact().inactiveAfterDays();
      if (days != null && seen.isBefore(end.minus(days, ChronoUnit.DAYS))) {
        idle.set(i);
      }
    }
    return idle;
  }

  private @Nullable Long idleDays(UsageRecord one) {
    Instant seen = one.lastActiveAt() != null ? one.lastActiveAt() : one.createdAt();
    return seen == null ? null : Math.max(0, ChronoUnit.DAYS.between(seen, end));
  }
}
