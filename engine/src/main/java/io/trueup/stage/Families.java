package io.trueup.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What of a month has to be worked on together: companies whose usage counts towards a line of
 * another one, and accounts with the companies whose lines they may count towards. Nothing in one
 * family depends on another, so families can be worked on in any order, apart and on any node.
 */
final class Families {
  /**
   * The records of an account that are nobody's.
   *
   * @param key the account, as {@code integration/account}
   * @param link why they are nobody's
   * @param records positions of the records, ascending
   */
  record Unlinked(String key, String link, int[] records) {}

  /**
   * One family.
   *
   * @param companies ids, in their order
   * @param unlinked usage that is nobody's, by account
   * @param weight how much there is to do: records, and positions that are billed
   */
  record Family(List<String> companies, List<Unlinked> unlinked, long weight) {
    /** Who is in it, a line each. */
    String toText() {
      StringBuilder text = new StringBuilder();
      companies.forEach(id -> text.append("company ").append(id).append('\n'));
      for (Unlinked account : unlinked) {
        text.append(account.link()).append(' ').append(account.key()).append(' ');
        text.append(account.records().length).append('\n');
      }
      return text.append(weight).append('\n').toString();
    }
  }

  private static final class Members {
    final List<String> companies = new ArrayList<>();
    final List<Unlinked> unlinked = new ArrayList<>();
    long weight;
  }

  private final Map<String, String> parents = new HashMap<>();

  private Families() {}

  /** All families of a month, in an order that the month alone decides. */
  static List<Family> of(
      Billing billing,
      Partitions partitions,
      Map<String, AccountOutcome> accounts,
      Iterable<String> companies,
      IntFunction<String> accountKeys) {
    List<Unlinked> unlinked = accounts(partitions, accountKeys);
    Families families = new Families();
    for (String id : companies) {
      families.join(company(id), id, billing);
    }
    for (Unlinked account : unlinked) {
      AccountOutcome outcome = accounts.get(account.key());
      String suggested = outcome == null ? "" : outcome.suggestedCompanyId();
      if (!suggested.isEmpty()) {
        families.join(account(account.key()), suggested, billing);
      }
    }
    Map<String, Members> members = new TreeMap<>();
    for (String id : companies) {
      Members some = members.computeIfAbsent(families.root(company(id)), k -> new Members());
      some.companies.add(id);
      int[] records = partitions.byCompany().get(id);
      some.weight += (records == null ? 0 : records.length) + billing.positions(id).size();
    }
    for (Unlinked account : unlinked) {
      Members some =
          members.computeIfAbsent(families.root(account(account.key())), k -> new Members());
      some.unlinked.add(account);
      some.weight += account.records().length;
    }
    return members.values().stream()
        .map(
            some ->
                new Family(List.copyOf(some.companies), List.copyOf(some.unlinked), some.weight))
        .toList();
  }

  /** Usage that is nobody's, account by account. */
  static List<Unlinked> accounts(Partitions partitions, IntFunction<String> accountKeys) {
    List<Unlinked> accounts = new ArrayList<>();
    partitions
        .unlinked()
        .forEach(
            (link, records) -> {
              int from = 0;
              while (from < records.length) {
                String key = accountKeys.apply(records[from]);
                int to = from + 1;
                while (to < records.length && accountKeys.apply(records[to]).equals(key)) {
                  to++;
                }
                accounts.add(new Unlinked(key, link, Arrays.copyOfRange(records, from, to)));
                from = to;
              }
            });
    return accounts;
  }

  /** Cuts families, in their order, to parts of about the same weight and not above a limit. */
  static List<List<Family>> parts(List<Family> families, long limit) {
    long all = families.stream().mapToLong(Family::weight).sum();
    long wanted = Math.max(1, all / limit + (all % limit == 0 ? 0 : 1));
    long each = all / wanted + (all % wanted == 0 ? 0 : 1);
    List<List<Family>> parts = new ArrayList<>();
    List<Family> part = new ArrayList<>();
    long weight = 0;
    for (Family family : families) {
      if (!part.isEmpty() && weight + family.weight() > each) {
        parts.add(List.copyOf(part));
        part.clear();
        weight = 0;
      }
      part.add(family);
      weight += family.weight();
    }
    if (!part.isEmpty() || parts.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  private static String company(String id) {
    return "company " + id;
  }

  private static String account(String key) {
    return "account " + key;
  }

  /** Joins somebody with all whose positions a company's usage can count towards. */
  private void join(String one, String companyId, Billing billing) {
    for (PositionLines position : billing.positionsFor(companyId)) {
      String first = root(one);
      String second = root(company(position.companyId()));
      if (first.compareTo(second) < 0) {
        parents.put(second, first);
      } else if (second.compareTo(first) < 0) {
        parents.put(first, second);
      }
    }
  }

  private String root(String one) {
    String root = one;
    for (String up = parents.get(root); up != null; up = parents.get(root)) {
      root = up;
    }
    if (!root.equals(one)) {
      parents.put(one, root);
    }
    return root;
  }
}
