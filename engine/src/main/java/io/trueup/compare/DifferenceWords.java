package io.trueup.compare;

import io.trueup.stage.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts and amounts of a comparison as people read them. */
public final class DifferenceWords {
  /** Kinds of money by their names, in the order in which they are shown. */
  public static final Map<String, Function<MoneySums, BigDecimal>> MONEY = money();

  private DifferenceWords() {}

  private static Map<String, Function<MoneySums, BigDecimal>> money() {
    Map<String, Function<MoneySums, BigDecimal>> money = new LinkedHashMap<>();
    money.put("underbilled", MoneySums::underbilled);
    money.put("overbilled", MoneySums::overbilled);
    money.put("of both estimated", MoneySums::estimated);
    money.put("held", MoneySums::held);
    money.put("reclaimable", MoneySums::reclaimable);
    money.put("due once", MoneySums::oneOff);
    return Collections.unmodifiableMap(money);
  }

  /** {@code 12 vanished, 2 with other figures}; empty when there are none. */
  public static String kinds(Map<Kind, Integer> kinds) {
    return kinds.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(each -> Words.units(each.getValue()) + " " + words(each.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case RECLASSIFIED -> "with another class or reason";
      case CHANGED -> "with other figures";
      case REMATCHED -> "matched otherwise";
      default -> kind.word();
    };
  }

  /**
   * {@code USD 1,000.00 → 800.00 underbilled}: what changes; empty when nothing does.
   *
   * @param shown which kinds of money, by their names
   */
  public static String amounts(Movement movement, Predicate<String> shown) {
    List<String> parts = new ArrayList<>();
    for (String currency : movement.currencies()) {
      MONEY.forEach(
          (name, amount) -> {
            BigDecimal before = amount.apply(movement.before(currency));
            BigDecimal after = amount.apply(movement.after(currency));
            if (shown.test(name) && before.compareTo(after) != 0) {
              parts.add(currency + " " + amount(before) + " → " + amount(after) + " " + name);
            }
          });
    }
    return String.join(", ", parts);
  }

  /** {@code 1,234.50}. */
  public static String amount(BigDecimal amount) {
    return Words.amount(amount);
  }

  /** All of it in one line. */
  public static String line(Differences differences) {
    if (differences.all().isEmpty()) {
      return "nothing differs";
    }
    String amounts = amounts(differences.totals(), name -> true);
    int clients = differences.clients().size();
    return kinds(differences.kinds())
        + " at "
        + Words.many(clients, "client")
        + (amounts.isEmpty() ? "" : "; " + amounts);
  }
}
