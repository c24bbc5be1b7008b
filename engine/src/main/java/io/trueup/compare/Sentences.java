package io.trueup.compare;

import io.trueup.compare.RuleChange.How;
import io.trueup.compare.RuleChange.Subject;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells a colleague what differs and why. */
final class Sentences {
  private static final int MOST_NAMED = 3;

  private Sentences() {}

  /** The changes as a sentence without its end. */
  static String causes(List<RuleChange> causes, boolean certain) {
    if (causes.isEmpty()) {
      return "The rules are the same and Trueup itself has changed";
    }
    if (causes.size() == 1) {
      return causes.get(0).sentence();
    }
    String named =
        causes.stream().limit(MOST_NAMED).map(RuleChange::called).collect(Collectors.joining(", "))
            + (causes.size() > MOST_NAMED
                ? " and " + Words.units(causes.size() - MOST_NAMED) + " more"
                : "");
    return certain
        ? named + " " + happened(causes)
        : "One or more of " + named + " " + happened(causes);
  }

  private static String happened(List<RuleChange> causes) {
    List<How> hows = causes.stream().map(RuleChange::how).distinct().toList();
    if (hows.size() > 1 || causes.stream().anyMatch(c -> c.subject() == Subject.PROGRAM)) {
      return "are not what they were";
    }
    return switch (hows.get(0)) {
      case ADDED -> "were added";
      case REMOVED -> "were removed";
      case EDITED -> "were edited";
    };
  }

  /** What happened to a pair, as the end of a sentence. */
  static String effect(Kind kind, Pair pair) {
    return switch (kind) {
      case APPEARED -> found(pair.after()) + " now reported";
      case VANISHED -> found(pair.before()) + " no longer reported";
      case RECLASSIFIED -> reclassified(pair);
      case CHANGED -> changed(pair);
      case MOVED -> moved(pair);
      case REMATCHED -> rematched(pair);
    };
  }

  /** {@code 2 unbilled units of M365 of Acme (USD 20.00 a month) are}. */
  private static String found(@Nullable DiscrepancyRow some) {
    DiscrepancyRow row = Objects.requireNonNull(some);
    String money = money(row);
    BigDecimal units = units(row);
    return item(row)
        + (money.isEmpty() ? "" : " (" + money + ")")
        + (units == null ? " is" : Words.agree(units, " is", " are"));
  }

  /** Units that the class counts; null when it counts none. */
  private static @Nullable BigDecimal units(DiscrepancyRow row) {
    BigDecimal units =
        switch (row.classification()) {
          case "UNDERBILLING", "OVERBILLING" -> row.delta();
          case "INACTIVE_SEATS" -> row.inactive();
          default -> null;
        };
    return units == null || units.signum() == 0 ? null : units.abs();
  }

  private static String item(DiscrepancyRow row) {
    BigDecimal units = units(row);
    if (units == null) {
      return words(row.classification())
          + " ("
          + Words.code(row.reason())
          + ") for "
          + subject(row);
    }
    String kind =
        switch (row.classification()) {
          case "UNDERBILLING" -> "unbilled unit";
          case "OVERBILLING" -> "overbilled unit";
          default -> "idle unit";
        };
    return Words.many(units, kind) + " of " + subject(row);
  }

  private static String words(String classification) {
    return switch (classification) {
      case "MISSING_PRICE" -> "a missing price";
      case "SETUP_ISSUE" -> "a setup issue";
      case "FOLLOW_UP" -> "a follow-up";
      case "UNDERBILLING" -> "underbilling";
      case "OVERBILLING" -> "overbilling";
      case "INACTIVE_SEATS" -> "idle seats";
      default -> "a match";
    };
  }

  private static String subject(DiscrepancyRow row) {
    String what =
        !row.productCode().isEmpty()
            ? row.productCode()
            : !row.accountId().isEmpty()
                ? "account " + row.integrationId() + "/" + row.accountId()
                : row.integrationId();
    String who = client(row);
    return what.isEmpty() ? who : row.companyId().isEmpty() ? what : what + " of " + who;
  }

  private static String client(DiscrepancyRow row) {
    return row.companyId().isEmpty()
        ? "nobody"
        : row.companyName().isEmpty() ? row.companyId() : row.companyName();
  }

  /** The money that a class stands for; empty when there is none. */
  private static String money(DiscrepancyRow row) {
    String estimate = row.estimated() ? "about " : "";
    if (row.held()) {
      return some(row.heldAmount()) ? estimate + amount(row.heldAmount(), row) + " held" : "";
    }
    return switch (row.classification()) {
      case "UNDERBILLING", "OVERBILLING" ->
          some(row.monthlyImpact())
              ? estimate
                  + amount(row.monthlyImpact(), row)
                  + " a month"
                  + (some(row.oneOff()) ? ", " + amount(row.oneOff(), row) + " once" : "")
              : "";
      case "INACTIVE_SEATS" ->
          some(row.reclaimable()) ? amount(row.reclaimable(), row) + " a month reclaimable" : "";
      case "MATCHED" -> "";
      default -> some(row.oneOff()) ? amount(row.oneOff(), row) + " once" : "";
    };
  }

  private static boolean some(@Nullable BigDecimal amount) {
    return amount != null && amount.signum() != 0;
  }

  private static String amount(@Nullable BigDecimal amount, DiscrepancyRow row) {
    if (amount == null) {
      return "";
    }
    // The class says the direction where it has one.
    boolean directed = units(row) != null;
    return Words.money(directed ? amount.abs() : amount, row.currency());
  }

  private static String reclassified(Pair pair) {
    DiscrepancyRow before = Objects.requireNonNull(pair.before());
    DiscrepancyRow after = Objects.requireNonNull(pair.after());
    return subject(after) + " is now " + ruling(after) + " in place of " + ruling(before);
  }

  private static String ruling(DiscrepancyRow row) {
    String money = money(row);
    return words(row.classification())
        + " ("
        + Words.code(row.reason())
        + (money.isEmpty() ? "" : ", " + money)
        + ")";
  }

  private static String changed(Pair pair) {
    DiscrepancyRow before = Objects.requireNonNull(pair.before());
    DiscrepancyRow after = Objects.requireNonNull(pair.after());
    String was = figures(before);
    String is = figures(after);
    return words(after.classification())
        + " for "
        + subject(after)
        + (was.equals(is) ? " has other figures" : " goes from " + was + " to " + is);
  }

  private static String figures(DiscrepancyRow row) {
    BigDecimal units = units(row);
    String money = money(row);
    if (units == null && money.isEmpty()) {
      return row.used() == null ? "none" : Words.many(row.used(), "unit") + " used";
    }
    return units == null
        ? money
        : Words.many(units, "unit") + (money.isEmpty() ? "" : " (" + money + ")");
  }

  private static String moved(Pair pair) {
    DiscrepancyRow before = Objects.requireNonNull(pair.before());
    DiscrepancyRow after = Objects.requireNonNull(pair.after());
    boolean client = !before.companyId().equals(after.companyId());
    String money = money(after);
    return (Pair.matched(after) ? "matched " + subject(before) : item(before))
        + (money.isEmpty() ? "" : " (" + money + ")")
        + " moves to "
        + (client
            ? client(after)
            : after.additionId().isEmpty() ? "no line" : "line " + after.additionId());
  }

  private static String rematched(Pair pair) {
    DiscrepancyRow before = Objects.requireNonNull(pair.before());
    DiscrepancyRow after = Objects.requireNonNull(pair.after());
    if (!before.reason().equals(after.reason())) {
      return subject(after)
          + " stays matched, now "
          + Words.code(after.reason())
          + " in place of "
          + Words.code(before.reason());
    }
    return subject(after)
        + " stays matched, with "
        + used(after)
        + " used in place of "
        + used(before);
  }

  private static String used(DiscrepancyRow row) {
    return row.used() == null ? "none" : Words.units(row.used());
  }
}
