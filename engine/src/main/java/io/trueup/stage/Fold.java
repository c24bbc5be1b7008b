package io.trueup.stage;

import io.trueup.facts.Usage;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.Cases;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
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

  private final UsageTable usage;
  private final FoldShapes shapes;
  private final Map<String, String> vendors;
  private final Map<Integer, String> homes;
  private final Set<String> fields;
  private final List<String> attributes = new ArrayList<>();
  private final FoldFields exact;
  private final FoldFields byCase;
  private final long asOfDay;

  /**
   * @param usage the run's records
   * @param vendors vendor by integration
   * @param homes home company by lower-case user id
   * @param fields fields of {@link Usage} that rules read
   * @param cases the rules case by case, null when they cannot be decided so
   */
  Fold(
      UsageTable usage,
      Mappings mappings,
      Map<String, String> vendors,
      Map<String, String> homes,
      Collection<String> fields,
      @Nullable Cases cases,
      LocalDate asOf) {
    this.usage = usage;
    this.vendors = vendors;
    this.fields = Set.copyOf(fields);
    this.asOfDay = asOf.toEpochDay();
    Instant end = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    this.shapes = new FoldShapes(usage, mappings, end);
    this.homes = new HashMap<>();
    homes.forEach(
        (user, company) -> {
          int key = usage.findUserKey(user);
          if (key > 0) {
            this.homes.put(key, company);
          }
        });
    for (String field : fields) {
      if (field.startsWith("attributes[") && field.endsWith("]")) {
        attributes.add(field.substring("attributes[".length(), field.length() - 1));
      }
    }
    attributes.sort(null);
    this.exact = new FoldFields(usage, this.fields, attributes, end, null);
    this.byCase = new FoldFields(usage, this.fields, attributes, end, cases);
  }

  /**
   * Folds the records of one company, or of accounts without one.
   *
   * @param records positions of the records in the table, ascending
   * @param byAccount whether each account is kept apart
   * @param desk where the company's cases are looked up; null when its usage is to be evaluated by
   *     itself, and rules that are idle otherwise may read of it what they like
   * @param notes told what each field costs
   */
  List<Folded> fold(
      int[] records,
      boolean byAccount,
      String companyId,
      String status,
      String link,
      Cases.@Nullable Desk desk,
      FoldNotes notes) {
    FoldFields read = desk == null ? exact : byCase;
    boolean accounts = byAccount || fields.contains("accountId");
    FoldGroups groups = new FoldGroups(records.length);
    Map<List<Object>, Integer> more = new HashMap<>();
    for (int index : records) {
      FoldShapes.Known shape = shapes.of(index);
      int flags = shape.level(usage.seenNanos(index)) << 1;
      if (usage.committedOn(index, asOfDay)) {
        flags |= 1;
      }
      int rest = 0;
      if (!homes.isEmpty() || !read.isEmpty()) {
        List<Object> values = new ArrayList<>(read.size() + 1);
        values.add(home(index));
        read.addTo(values, index, desk);
        rest = more.computeIfAbsent(values, k -> more.size());
      }
      groups.add(
          shape.selected().number(), flags, accounts ? usage.account(index) : -1, rest, index);
    }
    FoldedWithout without = new FoldedWithout(groups, notes);
    if (fields.contains("accountId")) {
      without.account(byAccount);
    }
    without.each(exact.names(), read.names(), more);
    List<Folded> folded = new ArrayList<>(groups.size());
    groups.forEach(
        (first, flags, some) -> {
          FoldShapes.Known shape = shapes.of(first);
          folded.add(
              new Folded(
                  usage(folded.size(), first, shape, accounts, some, companyId, status, link),
                  shape.selected(),
                  shape.idle(flags >> 1),
                  some));
        });
    return folded;
  }

  private Usage usage(
      int id,
      int first,
      FoldShapes.Known shape,
      boolean account,
      int[] records,
      String companyId,
      String status,
      String link) {
    UsageTable.AccountRef ref = usage.accountRef(first);
    UsageTable.Form form = usage.form(first);
    return new Usage(
        id,
        companyId,
        status,
        link,
        ref.integrationId(),
        shape.selected().shape().category(),
        vendors.getOrDefault(ref.integrationId(), ""),
        account ? ref.accountId() : "",
        form.kind(),
        form.productCode(),
        fields.contains("productName") ? form.productName() : "",
        fields.contains("name") ? usage.name(first) : "",
        fields.contains("userId") ? usage.userId(first) : "",
        fields.contains("deviceId") ? usage.deviceId(first) : "",
        form.deviceClass(),
        form.state(),
        fields.contains("unit") ? form.unit() : "",
        usage.committedOn(first, asOfDay),
        home(first),
        fields.contains("idleDays") ? exact.idleDays(first) : null,
        shown(first),
        records.length,
        quantity(records));
  }

  private Map<String, String> shown(int index) {
    if (attributes.isEmpty() || usage.attributesCode(index) == 0) {
      return Map.of();
    }
    Map<String, String> shown = new TreeMap<>();
    for (String name : attributes) {
      String value = usage.attributes(index).get(name);
      if (value != null) {
        shown.put(name, value);
      }
    }
    return shown;
  }

  private BigDecimal quantity(int[] records) {
    BigDecimal sum = BigDecimal.ZERO;
    int ones = 0;
    for (int index : records) {
      if (usage.quantityCode(index) == 0) {
        ones++;
      } else {
        sum = sum.add(usage.quantity(index));
      }
    }
    return ones == 0 ? sum : sum.add(BigDecimal.valueOf(ones));
  }

  private String home(int index) {
    return homes.isEmpty() ? "" : homes.getOrDefault(usage.userKey(index), "");
  }
}
