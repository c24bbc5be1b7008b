package io.trueup.benchmarks;

import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.RuleFacts;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The bundles that are measured, and what they come to for a program that knows them by heart. */
enum BenchBundle {
  /** The shipped rules. */
  DEFAULT,
  /** The shipped rules and 500 exceptions of years of business. */
  RULES_500,
  /** The shipped rules and one that reads the name of every record. */
  HOST_NAME;

  private static final int RULES = 500;
  private static final String LABS =
      """
      package trueup.servicemapping

      rule "Machines of the laboratory are left out"
          @id("XZZ-999") @owner("billing") @since("2026-11")
          @rationale("Their names say that nobody works with them.")
      when
          $usage : Usage( link == "linked", companyStatus == "active", name str[startsWith] "%s" )
      then
          insertLogical( Exclusion.because( $usage, "lab_machine" ) );
      end
      """
          .formatted(Policy.LAB);

  /** As it is called in figures. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace("rules_500", "500_rules");
  }

  Map<String, String> files(Map<String, String> shipped) {
    return switch (this) {
      case DEFAULT -> shipped;
      case RULES_500 -> GeneratedRules.beside(shipped, RULES);
      case HOST_NAME -> {
        Map<String, String> files = new TreeMap<>(shipped);
        files.put("service-mapping/laboratory.drl", LABS);
        yield files;
      }
    };
  }

  /** How many exceptions there are besides the shipped rules. */
  int exceptions() {
    return this == RULES_500 ? RULES : 0;
  }

  RuleBundle load(Map<String, String> shipped) {
    return RuleFacts.load(files(shipped)).get();
  }

  Policy policy(RuleBundle bundle) {
    return Policy.of(bundle, Exceptions.of(exceptions()), this == HOST_NAME);
  }
}
