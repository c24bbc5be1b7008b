package io.trueup.ruletests;

import java.util.ArrayList;
import java.util.List;

/** What a bundle's components leave uncovered, and where a second source disagrees. */
final class OracleCompanions {

  private final OracleInput input;
  private final OracleHealth health;
  private final OracleUsage usage;

  OracleCompanions(OracleInput input, OracleHealth health, OracleUsage usage) {
    this.input = input;
    this.health = health;
    this.usage = usage;
  }

  /** Rows beside the position's own; none while a source of either count is not healthy. */
  List<OracleRow> rows(OraclePosition position, OracleMapping mapping, Rational used) {
    List<OracleRow> rows = new ArrayList<>();
    if (health.gravestRead(mapping).isPresent()) {
      return rows;
    }
    for (OracleMapping component : usage.companions("component", position)) {
      // Each component must cover the seats that drive the bundle; more of it is no gap.
      Rational gap = counted(position, component).minus(used);
      if (gap.signum() < 0 && health.gravestRead(component).isEmpty()) {
        rows.add(
            about(position, "coverage_gap").with("product_code", component.cell("product_code")));
      }
    }
    for (OracleMapping check : usage.companions("check", position)) {
      Rational gap = counted(position, check).minus(used);
      if (gap.signum() != 0 && health.gravestRead(check).isEmpty()) {
        rows.add(
            about(position, "sources_disagree")
                .with("product_code", position.product())
                .money("held_amount", gap.times(position.growthPrice())));
      }
    }
    return rows;
  }

  private static OracleRow about(OraclePosition position, String reason) {
    return OracleRow.held("FOLLOW_UP", reason)
        .with("company_id", position.company())
        .with("currency", position.currency());
  }

  private Rational counted(OraclePosition position, OracleMapping companion) {
    return new OracleCount(input, companion, usage.selected(position, companion), r -> false, false)
        .used();
  }
}
