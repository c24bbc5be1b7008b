package io.trueup.facts;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.Collection;
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

  static final int NO_DAY = Integer.MIN_VALUE;

  /** An account that records belong to. */
  public record AccountRef(String integrationId, String accountId)
      implements Comparable<AccountRef> {
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

  private final UsageDictionaries shared;
  private final Columns columns;
  private final int size;

  UsageTable(UsageDictionaries shared, Columns columns, int size) {
    this.shared = shared;
    this.columns = columns;
    this.size = size;
  }

  /** The same records in columns; a table is itself. */
  public static UsageTable of(Collection<UsageRecord> records) {
    if (records instanceof UsageTable table) {
      return table;
    }
    UsageTableBuilder builder = new UsageTableBuilder();
    records.forEach(builder::add);
    return builder.build();
  }

  /** The hash of what the records were read from; empty when they were not. */
  public String readFrom() {
    return shared.readFrom;
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

  /** How many different attributes there are; codes are below it. */
  public int attributeSets() {
    return shared.attributes.size();
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

  /** A column of numbers for each field; one that says the same everywhere may be empty. */
  record Columns(
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
}
