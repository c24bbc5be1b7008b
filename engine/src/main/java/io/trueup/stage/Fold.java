package io.trueup.stage;

import io.trueup.facts.Usage;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.Cases;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Folds usage records that agree on everything the rules read into one {@link Usage}. Fields with
 * many values (names, people, devices, idle days, attributes) are part of it only when a rule reads
 * them, so a bundle that reads the host name simply folds less.
 */
final class Fold {
  /** Number of what tells usage from all other, whatever they have in common. */
  static final int BY_ITSELF = -1;

  private final UsageTable usage;
  private final FoldShapes shapes;
  private final Map<String, String> vendors;
  private final Map<Integer, String> homes;
  private final Set<String> fields;
  private final boolean readProductName;
  private final boolean readName;
  private final boolean readUserId;
  private final boolean readDeviceId;
  private final boolean readUnit;
  private final boolean readIdleDays;
  private final List<String> attributes = new ArrayList<>();
  private final FoldFields exact;
  private final FoldFields byCase;
  private final long asOfDay;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Object, Integer> numbers = new ConcurrentHashMap<>();

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
    this.readProductName = fields.contains("productName");
    this.readName = fields.contains("name");
    this.readUserId = fields.contains("userId");
    this.readDeviceId = fields.contains("deviceId");
    this.readUnit = fields.contains("unit");
    this.readIdleDays = fields.contains("idleDays");
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
   * @param selections what selects the company's usage
   * @param desk where the company's cases are looked up; null when its usage is to be evaluated by
   *     itself, and rules that are idle otherwise may read of it what they like
   * @param notes told what each field costs
   */
  List<Folded> fold(
      UsageMapping.Part part, Selections selections, Cases.@Nullable Desk desk, FoldNotes notes) {
    int[] records = part.records();
    boolean byAccount = part.companyId().isEmpty();
    FoldFields read = desk == null ? exact : byCase;
    boolean accounts = byAccount || fields.contains("accountId");
    boolean plain = homes.isEmpty() && read.isEmpty();
    FoldGroups groups = new FoldGroups(records.length);
    FoldRests rests = new FoldRests(1 + read.size());
    Map<Object, Integer> own = new HashMap<>();
    for (int index : records) {
      FoldShapes.Known shape = shapes.of(index);
      int flags = shape.level(usage.seenNanos(index)) << 1;
      if (usage.committedOn(index, asOfDay)) {
        flags |= 1;
      }
      int rest = 0;
      if (!plain) {
        int[] told = rests.next();
        told[0] = home(index).isEmpty() ? 0 : number(home(index));
        read.tell(index, told, 1, own, desk);
        rest = rests.number();
      }
      groups.add(
          shape.selected().number(), flags, accounts ? usage.account(index) : -1, rest, index);
    }
    FoldedWithout without = new FoldedWithout(groups, notes);
    if (fields.contains("accountId")) {
      without.account(byAccount);
    }
    without.each(exact.names(), read.names(), rests);
    int[] numbers =
        plain ? new int[1] : rests.map(told -> number(told, desk == null || read.isOpen()));
    List<Folded> folded = new ArrayList<>(groups.size());
    groups.forEach(
        (first, flags, number, some) -> {
          FoldShapes.Known shape = shapes.of(first);
          Folded before = folded.isEmpty() ? null : folded.get(folded.size() - 1);
          folded.add(
              new Folded(
                  this,
                  part,
                  folded.size(),
                  before == null ? 0 : before.firstSelection() + before.choices().size(),
                  shape,
                  flags,
                  numbers[number],
                  accounts,
                  selections.choices(shape.selected()),
                  some));
        });
    return folded;
  }

  /** The number of what tells usage from other, the same in all companies. */
  private int number(int[] told, boolean own) {
    // Neither whose home a company is nor what one company alone knows has such a number.
    return own || told[0] != 0 ? BY_ITSELF : number(IntStream.of(told).boxed().toList());
  }

  private int number(Object value) {
    Integer known = numbers.get(value);
    return known != null ? known : numbers.computeIfAbsent(value, k -> last.incrementAndGet());
  }

  /** What rules see of records that fold together. */
  Usage usage(Folded one) {
    int first = one.records()[0];
    Shape shape = one.selected().shape();
    UsageTable.AccountRef ref = usage.accountRef(first);
    UsageTable.Form form = usage.form(first);
    return new Usage(
        one.id(),
        one.part().companyId(),
        one.part().status(),
        one.part().link(),
        ref.integrationId(),
        shape.category(),
        vendors.getOrDefault(ref.integrationId(), ""),
        one.hasAccount() ? ref.accountId() : "",
        form.kind(),
        form.productCode(),
        readProductName ? form.productName() : "",
        readName ? usage.name(first) : "",
        readUserId ? usage.userId(first) : "",
        readDeviceId ? usage.deviceId(first) : "",
        form.deviceClass(),
        form.state(),
        readUnit ? form.unit() : "",
        one.isCommitted(),
        home(first),
        readIdleDays ? exact.idleDays(first) : null,
        shown(first),
        one.records().length,
        one.quantity());
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

  /** The quantities of records added up. */
  BigDecimal quantity(int[] records) {
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
