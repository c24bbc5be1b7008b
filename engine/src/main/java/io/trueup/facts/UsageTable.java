package io.trueup.facts;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a month in columns: about 100 bytes a record where objects take 400, and what
 * records share is coded as small numbers that the stages can work with. Records are in the order
 * of integration, account and record id, whatever order they came in. Each is made anew when it is
 * asked for. Immutable.
 */
public final class UsageTable extends AbstractList<UsageRecord> implements RandomAccess {
  /** Stands for an instant or a day that is not known. */
  public static final long NEVER = Long.MIN_VALUE;

  private static final int NO_DAY = Integer.MIN_VALUE;

  /** An account that records belong to. */
  public record AccountRef(String integrationId, String accountId) implements Comparable<AccountRef> {
    @Override
    public int compareTo(AccountRef other) {
      int by = integrationId.compareTo(other.integrationId);
      return by != 0 ? by : accountId.compareTo(other.accountId);
    }

    /** As accounts are named elsewhere. */
    public String key() {
      return integrationId + "/" + accountId;
    }
  }

  /** What many records have in common. */
  public record Form(
      String kind,
      String productCode,
      String productName,
      String deviceClass,
      String state,
      String unit) {}

  private final Dictionaries shared;
  private final Columns columns;
  private final int size;

  private UsageTable(Dictionaries shared, Columns columns, int size) {
    this.shared = shared;
    this.columns = columns;
    this.size = size;
  }

  /** The same records in columns; a table is itself. */
  public static UsageTable of(Collection<UsageRecord> records) {
    if (records instanceof UsageTable table) {
      return table;
    }
    Builder builder = new Builder();
    records.forEach(builder::add);
    return builder.build();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public UsageRecord get(int index) {
    java.util.Objects.checkIndex(index, size);
    AccountRef account = accountRef(index);
    Form form = form(index);
    return new UsageRecord(
        account.integrationId(),
        account.accountId(),
        shared.texts.text(columns.record()[index]),
        form.kind(),
        form.productCode(),
        form.productName(),
        name(index),
        userId(index),
        deviceId(index),
        form.deviceClass(),
        form.state(),
        quantity(index),
        form.unit(),
        unitCost(index),
        instant(columns.created()[index]),
        instant(columns.active()[index]),
        day(at(columns.commitment(), index, NO_DAY)),
        day(at(columns.trial(), index, NO_DAY)),
        attributes(index));
  }

  /** The code of a record's account, 0 to {@link #accounts()} - 1, in the accounts' order. */
  public int account(int index) {
    return columns.account()[index];
  }

  /** How many accounts have records. */
  public int accounts() {
    return shared.accounts.size();
  }

  public AccountRef accountRef(int index) {
    return shared.accounts.get(columns.account()[index]);
  }

  /** The account of a code. */
  public AccountRef accountOf(int code) {
    return shared.accounts.get(code);
  }

  /** The code of what a record has in common with others, 0 to {@link #forms()} - 1. */
  public int formCode(int index) {
    return columns.form()[index];
  }

  public int forms() {
    return shared.forms.size();
  }

  public Form form(int index) {
    return shared.forms.get(columns.form()[index]);
  }

  public String recordId(int index) {
    return shared.texts.text(columns.record()[index]);
  }

  public String name(int index) {
    return shared.texts.text(columns.name()[index]);
  }

  public String userId(int index) {
    return shared.users.text(columns.user()[index]);
  }

  public String deviceId(int index) {
    return shared.devices.text(columns.device()[index]);
  }

  /** The same number for records of one person, capitals aside; 0 when nobody is named. */
  public int userKey(int index) {
    return columns.userKey()[index];
  }

  /** The key of a person in this table, -1 for one who is not in it. */
  public int findUserKey(String lowerCaseUserId) {
    return shared.users.find(lowerCaseUserId);
  }

  /** The same number for records of one device, capitals aside; 0 when none is named. */
  public int deviceKey(int index) {
    return columns.deviceKey()[index];
  }

  public BigDecimal quantity(int index) {
    return shared.quantities.get(quantityCode(index));
  }

  /** Equal for equal quantities; 0 for a plain 1. */
  public int quantityCode(int index) {
    return at(columns.quantity(), index, 0);
  }

  public @Nullable BigDecimal unitCost(int index) {
    int code = unitCostCode(index);
    return code == 0 ? null : shared.costs.get(code);
  }

  /** Equal for equal unit costs; 0 where none is known. */
  public int unitCostCode(int index) {
    return at(columns.cost(), index, 0);
  }

  public Map<String, String> attributes(int index) {
    return shared.attributes.get(attributesCode(index));
  }

  /** Equal for equal attributes; 0 for none. */
  public int attributesCode(int index) {
    return at(columns.attributes(), index, 0);
  }

  public @Nullable Instant createdAt(int index) {
    return instant(columns.created()[index]);
  }

  public @Nullable LocalDate commitmentEndDate(int index) {
    return day(at(columns.commitment(), index, NO_DAY));
  }

  public @Nullable LocalDate trialEndDate(int index) {
    return day(at(columns.trial(), index, NO_DAY));
  }

  /** Whether a record's commitment ends on {@code epochDay} or later. */
  public boolean committedOn(int index, long epochDay) {
    int end = at(columns.commitment(), index, NO_DAY);
    return end != NO_DAY && end >= epochDay;
  }

  /** When a record was last active, or first seen if never; null when neither is known. */
  public @Nullable Instant seen(int index) {
    long at = columns.active()[index];
    return instant(at != NEVER ? at : columns.created()[index]);
  }

  /**
   * The same in nanoseconds since 1970, {@link #NEVER} when it is not known. An instant further
   * away than nanoseconds reach is as early or late as they can say.
   */
  public long seenNanos(int index) {
    long at = columns.active()[index];
    return shared.times.nanos(at != NEVER ? at : columns.created()[index]);
  }

  /** A column that says the same everywhere is empty. */
  private static int at(int[] column, int index, int usual) {
    return column.length == 0 ? usual : column[index];
  }

  private @Nullable Instant instant(long code) {
    return code == NEVER ? null : shared.times.instant(code);
  }

  private static @Nullable LocalDate day(int epochDay) {
    return epochDay == NO_DAY ? null : LocalDate.ofEpochDay(epochDay);
  }

  /** Instants as nanoseconds; those out of reach by number. */
  private static final class Times {
    private static final long REACH = Long.MAX_VALUE / 1_000_000_000L - 1;
    private static final int MOST_FAR = 1 << 20;

    private final List<Instant> far = new ArrayList<>();
    private final Map<Instant, Long> codes = new HashMap<>();

    long code(@Nullable Instant instant) {
      if (instant == null) {
        return NEVER;
      }
      long seconds = instant.getEpochSecond();
      if (seconds > -REACH && seconds < REACH) {
        return seconds * 1_000_000_000L + instant.getNano();
      }
      Long known = codes.get(instant);
      if (known == null) {
        far.add(instant);
        known = NEVER + far.size();
        if (far.size() > MOST_FAR) {
          throw new IllegalStateException("too many instants beyond the years 1678 to 2261");
        }
        codes.put(instant, known);
      }
      return known;
    }

    private boolean isFar(long code) {
      return code <= NEVER + far.size() && code > NEVER;
    }

    Instant instant(long code) {
      return isFar(code)
          ? far.get((int) (code - NEVER) - 1)
          : Instant.ofEpochSecond(
              Math.floorDiv(code, 1_000_000_000L), Math.floorMod(code, 1_000_000_000L));
    }

    long nanos(long code) {
      if (!isFar(code)) {
        return code;
      }
      return instant(code).getEpochSecond() < 0 ? NEVER + 1 : Long.MAX_VALUE;
    }
  }

  private static final class Dictionaries {
    final TextStore texts = new TextStore();
    final TextStore users = new TextStore();
    final TextStore devices = new TextStore();
    final Times times = new Times();
    List<AccountRef> accounts = new ArrayList<>();
    final List<Form> forms = new ArrayList<>();
    final List<BigDecimal> quantities = new ArrayList<>();
    final List<BigDecimal> costs = new ArrayList<>();
    final List<Map<String, String>> attributes = new ArrayList<>();
  }

  private record Columns(
      int[] account,
      int[] form,
      int[] record,
      int[] name,
      int[] user,
      int[] userKey,
      int[] device,
      int[] deviceKey,
      int[] quantity,
      int[] cost,
      int[] attributes,
      int[] commitment,
      int[] trial,
      long[] created,
      long[] active) {}

  /** Takes records one by one, in any order. For one thread, and one table. */
  public static final class Builder {
    private final Dictionaries shared = new Dictionaries();
    private final Map<AccountRef, Integer> accounts = new HashMap<>();
    private final Map<Form, Integer> forms = new HashMap<>();
    private final Map<BigDecimal, Integer> quantities = new HashMap<>();
    private final Map<BigDecimal, Integer> costs = new HashMap<>();
    private final Map<Map<String, String>, Integer> attributeCodes = new HashMap<>();
    private final NumberColumn account = new NumberColumn();
    private final NumberColumn form = new NumberColumn();
    private final NumberColumn record = new NumberColumn();
    private final NumberColumn name = new NumberColumn();
    private final NumberColumn user = new NumberColumn();
    private final NumberColumn userKey = new NumberColumn();
    private final NumberColumn device = new NumberColumn();
    private final NumberColumn deviceKey = new NumberColumn();
    private final NumberColumn quantity = new NumberColumn();
    private final NumberColumn cost = new NumberColumn();
    private final NumberColumn attributes = new NumberColumn();
    private final NumberColumn commitment = new NumberColumn();
    private final NumberColumn trial = new NumberColumn();
    private final NumberColumn createdHigh = new NumberColumn();
    private final NumberColumn createdLow = new NumberColumn();
    private final NumberColumn activeHigh = new NumberColumn();
    private final NumberColumn activeLow = new NumberColumn();
    private int size;
    private @Nullable UsageRecord before;

    public Builder() {
      shared.attributes.add(Map.of());
      attributeCodes.put(Map.of(), 0);
      shared.quantities.add(BigDecimal.ONE);
      quantities.put(BigDecimal.ONE, 0);
      shared.costs.add(BigDecimal.ZERO);
    }

    public void add(UsageRecord r) {
      account.add(account(r));
      form.add(
          code(
              forms,
              shared.forms,
              new Form(
                  r.kind(),
                  r.productCode(),
                  r.productName(),
                  r.deviceClass(),
                  r.state(),
                  r.unit())));
      record.add(shared.texts.add(r.recordId()));
      name.add(shared.texts.add(r.name()));
      int userCode = shared.users.intern(r.userId());
      user.add(userCode);
      userKey.add(key(shared.users, r.userId(), userCode));
      int deviceCode = shared.devices.intern(r.deviceId());
      device.add(deviceCode);
      deviceKey.add(key(shared.devices, r.deviceId(), deviceCode));
      quantity.add(code(quantities, shared.quantities, r.quantity()));
      BigDecimal unitCost = r.unitCost();
      cost.add(unitCost == null ? 0 : code(costs, shared.costs, unitCost));
      attributes.add(
          r.attributes().isEmpty() ? 0 : code(attributeCodes, shared.attributes, r.attributes()));
      commitment.add(day(r.commitmentEndDate()));
      trial.add(day(r.trialEndDate()));
      add(shared.times.code(r.createdAt()), createdHigh, createdLow);
      add(shared.times.code(r.lastActiveAt()), activeHigh, activeLow);
      before = r;
      size++;
    }

    private static void add(long value, NumberColumn high, NumberColumn low) {
      high.add((int) (value >>> 32));
      low.add((int) value);
    }

    private int account(UsageRecord r) {
      UsageRecord last = before;
      if (last != null
          && last.accountId().equals(r.accountId())
          && last.integrationId().equals(r.integrationId())) {
        return account.get(size - 1);
      }
      return code(accounts, shared.accounts, new AccountRef(r.integrationId(), r.accountId()));
    }

    private static int key(TextStore pool, String id, int code) {
      String lower = id.toLowerCase(java.util.Locale.ROOT);
      return lower.equals(id) ? code : pool.intern(lower);
    }

    private static <T> int code(Map<T, Integer> codes, List<T> values, T value) {
      Integer known = codes.get(value);
      if (known == null) {
        known = values.size();
        codes.put(value, known);
        values.add(value);
      }
      return known;
    }

    private static int day(@Nullable LocalDate day) {
      return day == null ? NO_DAY : Math.toIntExact(day.toEpochDay());
    }

    /** The table; nothing can be added after it. */
    public UsageTable build() {
      shared.texts.close();
      shared.devices.close();
      rankAccounts();
      int[] order = order();
      int[] ids = user.take(order);
      int[] users = sameOr(ids, userKey.take(order));
      int[] serials = device.take(order);
      int[] devices = sameOr(serials, deviceKey.take(order));
      return new UsageTable(
          shared,
          new Columns(
              account.take(order),
              form.take(order),
              record.take(order),
              name.take(order),
              ids,
              users,
              serials,
              devices,
              sparse(quantity.take(order), 0),
              sparse(cost.take(order), 0),
              sparse(attributes.take(order), 0),
              sparse(commitment.take(order), NO_DAY),
              sparse(trial.take(order), NO_DAY),
              together(createdHigh, createdLow, order),
              together(activeHigh, activeLow, order)),
          size);
    }

    /** Ids without capitals are their own keys, and held once. */
    private static int[] sameOr(int[] ids, int[] keys) {
      return Arrays.equals(ids, keys) ? ids : keys;
    }

    /** The column, or an empty one for a column that says the same everywhere. */
    private static int[] sparse(int[] column, int usual) {
      for (int value : column) {
        if (value != usual) {
          return column;
        }
      }
      return new int[0];
    }

    private static long[] together(
        NumberColumn high, NumberColumn low, int @Nullable [] order) {
      int[] highs = high.take(order);
      int[] lows = low.take(order);
      long[] all = new long[highs.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = (long) highs[i] << 32 | lows[i] & 0xffff_ffffL;
      }
      return all;
    }

    /** Account codes in the order of the accounts. */
    private void rankAccounts() {
      List<AccountRef> sorted = new ArrayList<>(shared.accounts);
      sorted.sort(null);
      int[] ranks = new int[sorted.size()];
      for (int rank = 0; rank < ranks.length; rank++) {
        ranks[java.util.Objects.requireNonNull(accounts.get(sorted.get(rank)))] = rank;
      }
      shared.accounts = List.copyOf(sorted);
      for (int i = 0; i < size; i++) {
        account.set(i, ranks[account.get(i)]);
      }
    }

    /** Where each place's record stands now; null when all are in order already. */
    private int @Nullable [] order() {
      int[] starts = new int[shared.accounts.size() + 1];
      for (int i = 0; i < size; i++) {
        starts[account.get(i) + 1]++;
      }
      int largest = 0;
      for (int a = 0; a + 1 < starts.length; a++) {
        largest = Math.max(largest, starts[a + 1]);
        starts[a + 1] += starts[a];
      }
      int[] order = new int[size];
      int[] next = Arrays.copyOf(starts, starts.length);
      for (int i = 0; i < size; i++) {
        order[next[account.get(i)]++] = i;
      }
      boolean asTheyCame = true;
      Identified[] some = new Identified[largest];
      for (int a = 0; a + 1 < starts.length; a++) {
        sort(order, starts[a], starts[a + 1], some);
      }
      for (int i = 0; i < size && asTheyCame; i++) {
        asTheyCame = order[i] == i;
      }
      return asTheyCame ? null : order;
    }

    private record Identified(String id, int at) {}

    private void sort(int[] order, int from, int to, Identified[] some) {
      boolean sorted = true;
      String last = "";
      for (int i = from; i < to; i++) {
        String id = shared.texts.text(record.get(order[i]));
        some[i - from] = new Identified(id, order[i]);
        sorted &= last.compareTo(id) <= 0;
        last = id;
      }
      if (!sorted) {
        Arrays.sort(some, 0, to - from, java.util.Comparator.comparing(Identified::id));
        for (int i = from; i < to; i++) {
          order[i] = some[i - from].at();
        }
      }
    }
  }
}
