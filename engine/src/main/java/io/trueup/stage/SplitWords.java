package io.trueup.stage;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.UsageRecord;
import io.trueup.facts.UsageTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says which records are where they are because their account is split. */
final class SplitWords {
  private static final int MOST = 5;

  private final Splits splits;
  private final UsageTable usage;

  SplitWords(Splits splits, UsageTable usage) {
    this.splits = splits;
    this.usage = usage;
  }

  /** What was told, and a sentence more when any record behind it came by a split. */
  Told after(Told told, Supplier<List<UsageGroup>> groups) {
    Map<String, Long> parts = splits.none() ? Map.of() : parts(groups.get(), " (", ")");
    return parts.isEmpty()
        ? told
        : new Told(
            told.explanation() + " From accounts that are split: " + listed(parts, ", ") + ".",
            told.nextAction(),
            told.acts());
  }

  /** What disputes records, as in {@code 4 records of I1/T1 fit office=N* (C1) and name=x (C2)}. */
  String disputes(Collection<UsageGroup> groups) {
    return listed(parts(groups, " fit ", ""), "; ");
  }

  private static String listed(Map<String, Long> parts, String between) {
    List<String> some = new ArrayList<>();
    parts.entrySet().stream()
        .limit(MOST)
        .forEach(part -> some.add(Words.many(part.getValue(), "record") + part.getKey()));
    if (parts.size() > MOST) {
      some.add(
          Words.many(
                  parts.values().stream().skip(MOST).mapToLong(Long::longValue).sum(),
                  "further record")
              + " in the same way");
    }
    return String.join(between, some);
  }

  /** Numbers of records by account and what they go by. */
  private Map<String, Long> parts(Collection<UsageGroup> groups, String open, String close) {
    Map<String, Long> parts = new TreeMap<>();
    if (splits.none()) {
      return parts;
    }
    for (UsageGroup group : groups) {
      for (int index : group.records()) {
        UsageRecord record = usage.get(index);
        List<AccountSplit> claims = splits.claims(record);
        if (!claims.isEmpty()) {
          String key = " of " + record.integrationId() + "/" + record.accountId();
          parts.merge(key + open + text(claims) + close, 1L, Long::sum);
        }
      }
    }
    return parts;
  }

  private static String text(List<AccountSplit> claims) {
    return claims.size() == 1
        ? claims.get(0).text()
        : claims.stream()
            .map(claim -> claim.text() + " (" + claim.companyId() + ")")
            .collect(Collectors.joining(" and "));
  }
}
