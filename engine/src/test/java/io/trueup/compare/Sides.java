package io.trueup.compare;

import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.RowEvidence;
import io.trueup.stage.RuleFacts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Sides of a comparison, written down in a few words. */
final class Sides {
  static final String POLICY = "# How many units may differ.\nagreed_units: 1\n\n";

  private Sides() {}

  /** A bundle of one rule of the last stage, which reads the policy. */
  static RuleBundle bundle(String policy, String more) {
    return RuleFacts.load(
            Map.of(
                "policy.yml",
                policy,
                "discrepancies/own.drl",
                "package trueup.discrepancies\n"
                    + rule(
                        "TST-001",
                        "Threshold( name == \"agreed_units\", $units : value ) $position : Position( absoluteDelta <= $units )")
                    + more))
        .get();
  }

  static String rule(String id, String conditions) {
    return """
        rule "Sentence of %s"
            @id("%s") @owner("qa") @since("2026-11") @rationale("Test.")
        when
            %s
        then
            insertLogical( Discrepancy.matched( $position, "equal" ) );
        end
        """
        .formatted(id, id, conditions);
  }

  static Side side(RuleBundle rules, DiscrepancyRow... rows) {
    return new Side(rules, List.of(rows), List.of(), Map.of(), Map.of(), List.of());
  }

  /** A line of a client with units that are billed and used at USD 10 each. */
  static Row line(String company, int billed, int used) {
    return new Row(company, "AD-" + company, billed, used, "MATCHED", "equal", List.of("TST-001"));
  }

  record Row(
      String company,
      String line,
      int billed,
      int used,
      String classification,
      String reason,
      List<String> rules) {
    Row as(String classification, String reason, String... rules) {
      return new Row(company, line, billed, used, classification, reason, List.of(rules));
    }

    Row at(String line) {
      return new Row(company, line, billed, used, classification, reason, rules);
    }

    DiscrepancyRow row() {
      return row("D-" + company, false);
    }

    DiscrepancyRow held() {
      return row("D-" + company, true);
    }

    DiscrepancyRow row(String id, boolean held) {
      BigDecimal amount = new BigDecimal(10 * (used - billed) + ".00");
      BigDecimal zero = new BigDecimal("0.00");
      return new DiscrepancyRow(
          id,
          company,
          company.isEmpty() ? "" : "Client " + company,
          "AG",
          line,
          "M365",
          "m365",
          "",
          classification,
          reason,
          BigDecimal.valueOf(billed),
          BigDecimal.valueOf(used),
          BigDecimal.valueOf(used - billed),
          BigDecimal.TEN,
          "USD",
          held ? zero : amount,
          held,
          held ? amount : zero,
          null,
          false,
          BigDecimal.ZERO,
          zero,
          "",
          "",
          rules,
          "",
          RowEvidence.of("", List.of(line)));
    }
  }
}
