package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deciding alike cases once gives what deciding each by itself gives, whatever the rules ask. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DecidingOnceTest {
  private static final int MONTHS = 12;

  @TempDir static Path folders;

  /** Rules that somebody might add, each asking of facts what the shipped ones do not. */
  static Stream<String> additions() {
    return Stream.of(
        "",
        usage("Usage( $id : id, link == \"linked\", name matches \".*[02468]\" )", "host"),
        usage("Usage( link == \"linked\", name == userId )", "same_name"),
        usage("Usage( link == \"linked\", name str[startsWith] \"h\", idleDays > 40 )", "idle"),
        usage("Usage( link == \"linked\", idleDays >= 30, idleDays < 90 )", "between"),
        usage("Usage( link == \"linked\", attributes[\"office\"] == \"North\" )", "north"),
        usage("Usage( link == \"linked\", companyId == \"C2\", kind == \"device\" )", "client"),
        usage("Usage( link == \"linked\", quantity > 3, records < 9 )", "many"),
        usage("Usage( link == \"linked\", unit == \"gb\" || productName matches \"A.*\" )", "unit"),
        usage("Usage( link == \"linked\", $state : state, productCode != $state )", "state"),
        usage(
            "Usage( $id : id, link == \"linked\" )\n    Selection( usageId == $id, !idle, count == \"records\" )",
            "selected"),
        usage(
            "Usage( $company : companyId, link == \"linked\", kind == \"user\" )\n    BillingPosition( companyId == $company, billed > 5 )",
            "position"),
        usage(
            "Usage( $id : id, link == \"linked\", kind == \"licence\" )\n    accumulate( Usage( kind == \"licence\", id >= $id, $q : quantity ); $n : count( $q ); $n > 2 )",
            "several"),
        usage("Usage( link == \"linked\", accountId str[endsWith] \"1\" )", "account"),
        usage(
            "Usage( link == \"linked\", companyId != homeCompanyId, state == \"trial\" )", "home"),
        usage(
            "Usage( $id : id, link == \"linked\", $own : companyId )\n    Selection( usageId == $id, companyId != $own )",
            "payer"),
        usage(
            "Usage( $id : id, link == \"linked\" )\n    Selection( usageId == $id, positionKey matches \".*[13].*\" )",
            "key"),
        handed("Usage( link == \"linked\", kind == \"device\" )", "$usage.name"),
        handed("Usage( link == \"linked\", name str[startsWith] \"h\" )", "$usage.name"),
        chained("reason == \"state_suspended\""),
        chained("reason != \"free_product\", reason matches \"state_.*\""),
        subject("Position( productCode str[startsWith] \"P\", delta > 2, impact > 40 )"),
        subject("Position( companyId == \"C1\", used > billed )"),
        subject(
            "Threshold( name == \"count_collapse_records\", $n : value )\n    $subject : Position( used > $n )"),
        subject(
            "$other : UnbilledUsage( $company : companyId )\n    $subject : Position( companyId == $company )"));
  }

  private static String usage(String patterns, String reason) {
    return "package trueup.servicemapping\n\n"
        + rule("SVC-901", "service-mapping")
        + "when\n    $usage : "
        + patterns
        + "\nthen\n    insertLogical( Exclusion.because( $usage, \""
        + reason
        + "\" ) );\nend\n";
  }

  private static String handed(String patterns, String reason) {
    return usage(patterns, "").replace("\"\"", reason);
  }

  private static String chained(String reason) {
    return "package trueup.servicemapping\n\n"
        + rule("SVC-902", "service-mapping")
        + "when\n    Exclusion( $id : usageId, "
        + reason
        + " )\n    $usage : Usage( id == $id )\nthen\n"
        + "    insertLogical( Unaccounted.because( $usage, $usage.productName ) );\nend\n";
  }

  private static String subject(String patterns) {
    boolean bound = patterns.contains("$subject");
    return "package trueup.discrepancies\n\n"
        + rule("DSC-901", "discrepancies")
        + "when\n    "
        + (bound ? "" : "$subject : ")
        + patterns
        + "\nthen\n    insertLogical( Discrepancy.followUpHeld( $subject, \"odd\" ) );\nend\n";
  }

  private static String rule(String id, String stage) {
    return "rule \"A rule that somebody added to "
        + stage
        + "\"\n    @id(\""
        + id
        + "\") @owner(\"billing\") @since(\"2026-11\")\n    @rationale(\"Somebody wanted it.\")\n";
  }

  @ParameterizedTest
  @MethodSource("additions")
  void every_month_comes_out_the_same(String addition) {
    Map<String, String> files = new TreeMap<>(ShippedBundle.files());
    if (!addition.isEmpty()) {
      String stage =
          addition.contains("trueup.discrepancies") ? "discrepancies" : "service-mapping";
      files.put(stage + "/added.drl", addition);
    }
    RuleBundle bundle = RuleFacts.load(files).get();
    for (long seed = 1; seed <= MONTHS; seed++) {
      TextMonth text = seed % 2 == 0 ? Months.full(seed) : Months.plain(seed);
      Month month = read(text, seed);
      Reconciled once = Reconciliation.run(month, bundle, text.asOf(), 2);
      Reconciled each = Reconciliation.runOneByOne(month, bundle, text.asOf(), 1);
      assertEquals(told(each), told(once), "seed " + seed + "\n" + addition);
    }
  }

  private static Month read(TextMonth text, long seed) {
    Path folder = folders.resolve("month-" + seed);
    text.write(folder);
    return ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(ShippedRules.presets()));
  }

  /** All that is told of a result, but how it was folded. */
  static String told(Reconciled result) {
    List<String> lines = new ArrayList<>();
    for (DiscrepancyRow row : result.discrepancies()) {
      lines.add(
          row
              + " "
              + row.ruleIds()
              + row.evidence().additionIds()
              + row.evidence().accountKeys()
              + row.evidence().integrationIds()
              + row.evidence().decisionIds()
              + row.evidence().parts()
              + row.evidence().duplicates()
              + row.evidence().mappingId()
              + row.evidence().matched());
    }
    result.forEachUsage(
        usage ->
            lines.add(
                usage.record().recordId()
                    + usage.companyId()
                    + usage.fate()
                    + usage.additionIds()
                    + usage.reason()
                    + usage.ruleIds()));
    lines.add(result.rulesFired().stream().map(rule -> rule.id()).toList().toString());
    lines.add(result.summary().classes() + " " + result.summary().totals());
    return String.join("\n", lines);
  }
}
