package io.trueup.stage;

import io.trueup.facts.Discrepancy;
import io.trueup.facts.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What else is worth knowing of a position, beside why it has its class. */
final class PositionDetails {
  private final Subjects.Measured measured;
  private final Position p;
  private final Discrepancy ruling;

  PositionDetails(Subjects.Measured measured, Discrepancy ruling) {
    this.measured = measured;
    this.p = measured.fact();
    this.ruling = ruling;
  }

  private String money(@Nullable BigDecimal amount) {
    return Words.money(amount, p.currency());
  }

  List<String> sentences() {
    List<String> more = new ArrayList<>();
    if (p.delta().signum() != 0
        && p.inactive().signum() > 0
        && (ruling.classification().endsWith("BILLING"))) {
      more.add(
          Words.units(p.inactive())
              + " of the units used are idle, worth "
              + money(p.reclaimable())
              + " a month.");
    }
    List<BilledLine> free =
        measured.lines().lines().stream().filter(line -> !line.billable()).toList();
    if (!free.isEmpty() && p.billable()) {
      more.add(
          "The billed quantity holds free lines: "
              + free.stream()
                  .map(l -> l.addition().additionId() + " (" + Words.units(l.billed()) + ")")
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
    }
    if (measured.count().byCompany().size() > 1) {
      more.add(
          "Split: "
              + measured.count().byCompany().entrySet().stream()
                  .map(part -> part.getKey() + " " + Words.units(part.getValue()))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    if (measured.count().duplicates() > 0) {
      more.add(
          Words.many(measured.count().duplicates(), "record")
              + " of the same person or device count once.");
    }
    if (ruling.oneOff() != null && ruling.classification().equals("UNDERBILLING")) {
      more.add("For this month " + money(ruling.oneOff()) + " is due once, by the day.");
    }
    return more;
  }
}
