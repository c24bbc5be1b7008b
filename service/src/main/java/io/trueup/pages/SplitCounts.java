package io.trueup.pages;

import io.trueup.decision.AccountKey;
import io.trueup.decision.LinkDecision.Split;
import io.trueup.facts.AccountSplit;
import io.trueup.stage.AccountParts;
import io.trueup.whatif.CurrentMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the newest month's records of an account would be divided.
 *
 * @param records how many there are
 * @param byRow what each row of the form takes, in their order; null for a row that is not filled
 * @param rest what stays with the account's own company
 * @param disputed what rows give to different companies
 * @param values what the records say, by attribute, for choosing
 */
public record SplitCounts(
    long records,
    List<@Nullable Long> byRow,
    long rest,
    long disputed,
    Map<String, List<AccountParts.Value>> values) {
  private static final List<String> USUAL =
      List.of("office", "department", "domain", "product_name", "device_class");

  /**
   * @param rows those of the form, by their companies' ids where they are known
   */
  static SplitCounts of(CurrentMonth month, AccountKey account, List<Split> rows) {
    List<AccountSplit> splits = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    Set<String> attributes = new LinkedHashSet<>(USUAL);
    for (int i = 0; i < rows.size(); i++) {
      Split part = rows.get(i);
      List<String> values =
          Arrays.stream(part.value().split(";", -1))
              .map(String::strip)
              .filter(value -> !value.isEmpty())
              .toList();
      if (!part.attribute().isBlank() && !values.isEmpty()) {
        attributes.add(part.attribute());
        splits.add(
            new AccountSplit(
                account.integrationId(),
                account.accountId(),
                part.attribute(),
                values,
                part.companyId().isEmpty() ? "row " + i : part.companyId(),
                Map.of()));
        at.add(i);
      }
    }
    AccountParts parts =
        AccountParts.of(month.month(), account.toString(), splits, List.copyOf(attributes));
    List<@Nullable Long> byRow = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      byRow.add(at.contains(i) ? parts.byPart().get(at.indexOf(i)) : null);
    }
    long taken = parts.byPart().stream().mapToLong(Long::longValue).sum();
    return new SplitCounts(
        parts.records(),
        byRow,
        parts.records() - taken - parts.disputed(),
        parts.disputed(),
        parts.values());
  }
}
