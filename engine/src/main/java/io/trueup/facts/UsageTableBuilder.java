package io.trueup.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes records one by one, in any order. For one thread, and one table. */
public final class UsageTableBuilder {
  private final UsageDictionaries shared = new UsageDictionaries();
  private final Map<UsageTable.AccountRef, Integer> accounts = new HashMap<>();
  private final Map<UsageTable.Form, Integer> forms = new HashMap<>();
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
  private final int[] recentForms = new int[256];
  private final int[] recentAccounts = new int[256];
  private int size;
  private @Nullable UsageRecord before;

  public UsageTableBuilder() {
    shared.attributes.add(Map.of());
    attributeCodes.put(Map.of(), 0);
    shared.quantities.add(BigDecimal.ONE);
    quantities.put(BigDecimal.ONE, 0);
    shared.costs.add(BigDecimal.ZERO);
  }

  public void add(UsageRecord r) {
    account.add(account(r));
    form.add(form(r));
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
    int slot =
        (31 * r.accountId().hashCode() + r.integrationId().hashCode())
            & (recentAccounts.length - 1);
    int recent = recentAccounts[slot];
    if (recent < shared.accounts.size() && isOf(r, shared.accounts.get(recent))) {
      return recent;
    }
    int code =
        code(
            accounts, shared.accounts, new UsageTable.AccountRef(r.integrationId(), r.accountId()));
    recentAccounts[slot] = code;
    return code;
  }

  /** Records of a few forms follow each other in turn: most are among those seen last. */
  private int form(UsageRecord r) {
    int slot =
        (r.kind().hashCode()
                + 31 * r.productCode().hashCode()
                + 17 * r.deviceClass().hashCode()
                + 13 * r.state().hashCode())
            & (recentForms.length - 1);
    int recent = recentForms[slot];
    if (recent < shared.forms.size() && isOf(r, shared.forms.get(recent))) {
      return recent;
    }
    int code =
        code(
            forms,
            shared.forms,
            new UsageTable.Form(
                r.kind(), r.productCode(), r.productName(), r.deviceClass(), r.state(), r.unit()));
    recentForms[slot] = code;
    return code;
  }

  private static boolean isOf(UsageRecord r, UsageTable.AccountRef account) {
    return account.accountId().equals(r.accountId())
        && account.integrationId().equals(r.integrationId());
  }

  private static boolean isOf(UsageRecord r, UsageTable.Form form) {
    return form.kind().equals(r.kind())
        && form.productCode().equals(r.productCode())
        && form.productName().equals(r.productName())
        && form.deviceClass().equals(r.deviceClass())
        && form.state().equals(r.state())
        && form.unit().equals(r.unit());
  }

  private static int key(TextStore pool, String id, int code) {
    String lower = id.toLowerCase(Locale.ROOT);
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
    return day == null ? UsageTable.NO_DAY : Math.toIntExact(day.toEpochDay());
  }

  /**
   * Says what the records were read from: tables that were read from the same text by the same
   * other tables are the same.
   *
   * @param hash of the text
   */
  public void readFrom(String hash) {
    shared.readFrom = hash;
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
        new UsageTable.Columns(
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
            sparse(commitment.take(order), UsageTable.NO_DAY),
            sparse(trial.take(order), UsageTable.NO_DAY),
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

  private static long[] together(NumberColumn high, NumberColumn low, int @Nullable [] order) {
    int[] highs = high.take(order);
    int[] lows = low.take(order);
    long[] all = new long[highs.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = ((long) highs[i] << 32) | (lows[i] & 0xffff_ffffL);
    }
    return all;
  }

  /** Account codes in the order of the accounts. */
  private void rankAccounts() {
    List<UsageTable.AccountRef> sorted = new ArrayList<>(shared.accounts);
    sorted.sort(null);
    int[] ranks = new int[sorted.size()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[Objects.requireNonNull(accounts.get(sorted.get(rank)))] = rank;
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
      Arrays.sort(some, 0, to - from, Comparator.comparing(Identified::id));
      for (int i = from; i < to; i++) {
        order[i] = some[i - from].at();
      }
    }
  }
}
