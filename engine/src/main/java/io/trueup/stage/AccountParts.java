package io.trueup.stage;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a split would divide an account's usage, by the order in which a run goes by splits.
 *
 * @param records how many records there are
 * @param byPart records that each row takes, in the order of the rows
 * @param disputed records that rows give to different companies
 * @param values what the records say by attribute, the most frequent first; at most {@link #VALUES}
 */
public record AccountParts(
    long records, List<Long> byPart, long disputed, Map<String, List<Value>> values) {
  /** Values of an attribute that are told. */
  public static final int VALUES = 8;

  /** A value and how many records have it. */
  public record Value(String text, long records) {}

  /**
   * Divides.
   *
   * @param splits rows as they would be made, all of this account
   * @param attributes those whose values are asked for
   */
  public static AccountParts of(
      MappedMonth month, String accountKey, List<AccountSplit> splits, List<String> attributes) {
    List<AccountSplit> any =
        attributes.stream()
            .map(name -> new AccountSplit("-", "-", name, List.of("*"), "-", Map.of()))
            .toList();
    long[] taken = new long[splits.size()];
    long disputed = 0;
    long records = 0;
    Map<String, Map<String, Long>> values = new TreeMap<>();
    for (UsageRecord record : month.month().usage()) {
      if (!accountKey.equals(record.integrationId() + "/" + record.accountId())) {
        continue;
      }
      records++;
      for (AccountSplit asked : any) {
        String value = asked.valueOf(record);
        if (!value.isEmpty()) {
          values
              .computeIfAbsent(asked.attribute(), k -> new TreeMap<>())
              .merge(value, 1L, Long::sum);
        }
      }
      List<AccountSplit> claims = Splits.claims(splits, record);
      if (claims.size() == 1) {
        taken[splits.indexOf(claims.get(0))]++;
      } else if (claims.size() > 1) {
        disputed++;
      }
    }
    List<Long> byPart = new ArrayList<>();
    for (long each : taken) {
      byPart.add(each);
    }
    return new AccountParts(records, byPart, disputed, most(values));
  }

  private static Map<String, List<Value>> most(Map<String, Map<String, Long>> values) {
    Map<String, List<Value>> most = new TreeMap<>();
    values.forEach(
        (attribute, counts) ->
            most.put(
                attribute,
                counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(VALUES)
                    .map(entry -> new Value(entry.getKey(), entry.getValue()))
                    .toList()));
    return most;
  }
}
