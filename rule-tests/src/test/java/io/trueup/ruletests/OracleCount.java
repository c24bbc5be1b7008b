package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.instant;
import static io.trueup.ruletests.OracleInput.number;
import static io.trueup.ruletests.OracleInput.text;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Counts the records that a mapping selected, as the mapping says. */
final class OracleCount {

  /** One counted thing: its raw weight, whether it is idle, and since when it is there. */
  record Thing(Rational weight, boolean idle, Optional<LocalDate> since) {}

  private final OracleInput input;
  private final OracleMapping mapping;
  private final List<Thing> things = new ArrayList<>();

  /**
   * @param unassigned records that count only because they are committed; each is an inactive seat
   */
  OracleCount(
      OracleInput input,
      OracleMapping mapping,
      List<Map<String, String>> records,
      Predicate<Map<String, String>> unassigned) {
    this.input = input;
    this.mapping = mapping;
    Map<String, List<Map<String, String>>> groups = new LinkedHashMap<>();
    for (Map<String, String> record : records) {
      // A record without the id that is counted counts on its own.
      String own = "record " + OracleInput.account(record) + "/" + text(record, "record_id");
      String id =
          switch (mapping.cell("count")) {
            case "distinct_users" -> idOr(own, lower(record, "user_id"));
            case "distinct_devices" -> idOr(own, lower(record, "device_id"));
            default -> own;
          };
      groups.computeIfAbsent(id, key -> new ArrayList<>()).add(record);
    }
    groups.forEach(
        (id, group) -> {
          Rational weight =
              mapping.cell("count").equals("quantity")
                  ? number(group.get(0), "quantity", 1)
                  : Rational.of(1);
          // An id is inactive only when every counted record of it is.
          boolean idle = group.stream().allMatch(r -> unassigned.test(r) || inactive(r));
          Optional<LocalDate> since =
              group.stream().flatMap(r -> since(r).stream()).min(LocalDate::compareTo);
          things.add(new Thing(weight, idle, since));
        });
  }

  private static String idOr(String own, String id) {
    return id.isEmpty() ? own : "id " + id;
  }

  private static String lower(Map<String, String> record, String column) {
    return text(record, column).toLowerCase(Locale.ROOT);
  }

  /**
   * Last active more than so many days before D; never active and created that long ago; with
   * neither instant nothing is known and it is not inactive.
   */
  private boolean inactive(Map<String, String> record) {
    if (mapping.cell("inactive_after_days").isEmpty()) {
      return false;
    }
    Instant limit =
        input.end.minus(Duration.ofDays(Long.parseLong(mapping.cell("inactive_after_days"))));
    return instant(record, "last_active_at")
        .or(() -> instant(record, "created_at"))
        .filter(at -> at.isBefore(limit))
        .isPresent();
  }

  /** The first day to pay for: created, or the day after the trial's last free day if later. */
  private static Optional<LocalDate> since(Map<String, String> record) {
    LocalDate trialEnd = OracleInput.date(record, "trial_end_date", LocalDate.MIN);
    Stream<LocalDate> paid =
        trialEnd.equals(LocalDate.MIN) ? Stream.empty() : Stream.of(trialEnd.plusDays(1));
    Stream<LocalDate> created = instant(record, "created_at").map(OracleInput::day).stream();
    return Stream.concat(created, paid).max(LocalDate::compareTo);
  }

  Rational used() {
    return inBillingUnits(things);
  }

  /**
   * What would be saved without the idle things: a billing unit that is partly in use is in use.
   */
  Rational inactive() {
    return used().minus(inBillingUnits(things.stream().filter(t -> !t.idle()).toList()));
  }

  private Rational inBillingUnits(List<Thing> counted) {
    Rational raw = counted.stream().map(Thing::weight).reduce(Rational.ZERO, Rational::plus);
    Rational unit = unit();
    // Rounding belongs to the division: without one there is none.
    if (unit.equals(Rational.of(1))) {
      return raw;
    }
    RoundingMode mode =
        switch (OracleInput.textOr(mapping.row(), "rounding", "up")) {
          case "down" -> RoundingMode.FLOOR;
          case "nearest" -> RoundingMode.HALF_UP;
          default -> RoundingMode.CEILING;
        };
    return Rational.of(raw.dividedBy(unit).rounded(0, mode));
  }

  private Rational unit() {
    return number(mapping.row(), "units_per_billing_unit", 1);
  }

  /**
   * Billing units times days, over the newest delta units that came within D's month: each from its
   * own first day to the end of the month.
   */
  Rational unitDaysWithin(Rational delta) {
    LocalDate first = input.asOf.withDayOfMonth(1);
    Rational left = delta.times(unit());
    Rational sum = Rational.ZERO;
    for (Thing thing : newest()) {
      Rational taken = left.min(thing.weight());
      left = left.minus(taken);
      LocalDate since = thing.since().orElse(LocalDate.MIN);
      if (!since.isBefore(first)) {
        sum = sum.plus(taken.times(Rational.of(days(since, lastDay()))));
      }
    }
    return sum.dividedBy(unit());
  }

  /**
   * Billing units times days, over the newest delta units: each from its own first day, at the
   * earliest the month's, and from D where it is not known; to the end of the month, or to the day
   * before they are billed.
   */
  Rational unitDaysUntil(LocalDate billedFrom, Rational delta) {
    LocalDate first = input.asOf.withDayOfMonth(1);
    LocalDate last = billedFrom.isAfter(lastDay()) ? lastDay() : billedFrom.minusDays(1);
    Rational left = delta.times(unit());
    Rational sum = Rational.ZERO;
    for (Thing thing : newest()) {
      Rational taken = left.min(thing.weight());
      left = left.minus(taken);
      LocalDate since = thing.since().orElse(input.asOf);
      sum = sum.plus(taken.times(Rational.of(days(since.isBefore(first) ? first : since, last))));
    }
    sum = sum.plus(left.times(Rational.of(days(input.asOf, last))));
    return sum.dividedBy(unit());
  }

  /** Known days first, the latest first; what came at an unknown time is the oldest. */
  private List<Thing> newest() {
    return things.stream()
        .sorted(Comparator.comparing((Thing t) -> t.since().orElse(LocalDate.MIN)).reversed())
        .toList();
  }

  private LocalDate lastDay() {
    return input.asOf.withDayOfMonth(input.asOf.lengthOfMonth());
  }

  private static long days(LocalDate from, LocalDate last) {
    return Math.max(0, last.toEpochDay() - from.toEpochDay() + 1);
  }
}
