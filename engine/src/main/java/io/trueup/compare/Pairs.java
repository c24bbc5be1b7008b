package io.trueup.compare;

import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds for each conclusion the one of the other side that is about the same. */
final class Pairs {
  private Pairs() {}

  /**
   * By the subject's id; what is left over by being the same billing item at another client, where
   * that is unmistakable.
   */
  static List<Pair> of(List<DiscrepancyRow> before, List<DiscrepancyRow> after) {
    Map<String, DiscrepancyRow> left = new LinkedHashMap<>();
    after.forEach(row -> left.put(row.discrepancyId(), row));
    List<Pair> pairs = new ArrayList<>();
    List<DiscrepancyRow> gone = new ArrayList<>();
    for (DiscrepancyRow row : before) {
      DiscrepancyRow same = left.remove(row.discrepancyId());
      if (same == null) {
        gone.add(row);
      } else {
        pairs.add(new Pair(row, same));
      }
    }
    Map<String, Optional<DiscrepancyRow>> goneBy = unmistakable(gone);
    Map<String, Optional<DiscrepancyRow>> leftBy = unmistakable(left.values());
    for (DiscrepancyRow row : gone) {
      String item = item(row);
      Optional<DiscrepancyRow> moved = leftBy.getOrDefault(item, Optional.empty());
      if (moved.isPresent() && goneBy.getOrDefault(item, Optional.empty()).isPresent()) {
        pairs.add(new Pair(row, moved.get()));
        left.remove(moved.get().discrepancyId());
      } else {
        pairs.add(new Pair(row, null));
      }
    }
    left.values().forEach(row -> pairs.add(new Pair(null, row)));
    return pairs;
  }

  /** Rows by their billing item; empty for an item that several rows are about. */
  private static Map<String, Optional<DiscrepancyRow>> unmistakable(Iterable<DiscrepancyRow> rows) {
    Map<String, Optional<DiscrepancyRow>> byItem = new HashMap<>();
    for (DiscrepancyRow row : rows) {
      byItem.merge(item(row), Optional.of(row), (one, other) -> Optional.empty());
    }
    return byItem;
  }

  private static String item(DiscrepancyRow row) {
    return String.join(
        "|",
        row.classification(),
        row.productCode(),
        row.integrationId(),
        row.accountId(),
        row.currency(),
        number(row.billed()),
        number(row.used()));
  }

  private static String number(@Nullable BigDecimal number) {
    return number == null ? "" : number.stripTrailingZeros().toPlainString();
  }
}
