package io.trueup.ruletests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a bundle's components cover its seats, and whether a second source agrees. */
final class OracleCompanions {

  private final OracleInput input;
  private final OracleHealth health;
  private final OracleUsage usage;

  OracleCompanions(OracleInput input, OracleHealth health, OracleUsage usage) {
    this.input = input;
    this.health = health;
    this.usage = usage;
  }

  /** Rows beside the position's own, one a companion. */
  List<OracleRow> rows(OraclePosition position, Optional<OracleMapping> mapping, Rational used) {
    List<OracleRow> rows = new ArrayList<>();
    for (OracleMapping component : usage.companions("component", position)) {
      // Each component must cover the seats that drive the bundle; more of it is no gap.
      boolean gap = counted(position, component).compareTo(used) < 0;
      OracleRow row =
          doubtful(component, mapping)
              .orElseGet(
                  () ->
                      gap
                          ? OracleRow.of("FOLLOW_UP", "component_gap")
                          : OracleRow.of("MATCHED", "component_covered"));
      rows.add(
          row.without("held")
              .with("company_id", position.company())
              .with("product_code", component.cell("product_code"))
              .with("monthly_impact", "0")
              .with("held_amount", ""));
    }
    for (OracleMapping check : usage.companions("check", position)) {
      Rational gap = counted(position, check).minus(used);
      OracleRow row =
          doubtful(check, mapping)
              .orElseGet(
                  () ->
                      gap.signum() == 0
                          ? OracleRow.of("MATCHED", "sources_agree")
                          : OracleRow.held("FOLLOW_UP", "sources_disagree"))
              .with("company_id", position.company())
              .with("product_code", position.product())
              .with("currency", position.currency())
              .with("monthly_impact", "0");
      // Which of the two is right is for a person to say: the gap's money is held.
      rows.add(
          row.find("class").equals("FOLLOW_UP")
              ? row.money("held_amount", position.impact(gap))
              : row);
    }
    return rows;
  }

  private Optional<OracleRow> doubtful(OracleMapping companion, Optional<OracleMapping> mapping) {
    return health
        .gravestRead(Stream.concat(Stream.of(companion), mapping.stream()).toList())
        .map(reason -> OracleRow.held("SETUP_ISSUE", reason));
  }

  private Rational counted(OraclePosition position, OracleMapping companion) {
    return new OracleCount(input, companion, usage.selected(position, companion), r -> false)
        .used();
  }
}
