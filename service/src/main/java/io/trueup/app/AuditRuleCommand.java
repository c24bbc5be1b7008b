package io.trueup.app;

import io.trueup.inquiry.RuleYear;
import io.trueup.inquiry.RunChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup audit rule}: what did this rule decide. */
@Command(
    name = "rule",
    description = "What a rule decided: counts and money by month.",
    mixinStandardHelpOptions = true)
final class AuditRuleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantTarget target = new TenantTarget();
  @Mixin private RunPeriod period = new RunPeriod();

  @Parameters(index = "0", paramLabel = "RULE", description = "The rule's id, such as DSC-001.")
  private String rule = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
  private Path file = Path.of("config.yml");

  @Override
  public Integer call() throws Exception {
    RunChoice choice = period.choice();
    return target.use(
        spec,
        file,
        (db, tenant, configuration) -> {
          RuleYear.Answer answer = db.read(tenant, handle -> RuleYear.answer(handle, rule, choice));
          if (answer.name().isEmpty() && answer.decided().isEmpty()) {
            throw new Refusal(
                "no bundle ever had a rule " + rule, target.tenant(), "see trueup rules list");
          }
          PrintWriter out = spec.commandLine().getOut();
          if (target.json()) {
            out.println(PlainJson.document(answer));
          } else {
            print(answer, out);
          }
          out.flush();
          return Failures.DONE;
        });
  }

  private static void print(RuleYear.Answer answer, PrintWriter out) {
    out.println(answer.ruleId() + "  " + answer.name());
    out.println(
        RunPeriod.words(answer.from(), answer.to(), answer.allRuns(), answer.runs().size()));
    if (answer.decided().isEmpty()) {
      out.println(
          answer.runs().isEmpty() ? "  nothing was run, nothing is known" : "  it decided nothing");
      return;
    }
    Table table =
        new Table("llllrrrl")
            .row("as of", "what", "outcome", "reason", "count", "a month", "held", "");
    for (RuleYear.Decided each : answer.decided()) {
      boolean money = !each.currency().isEmpty();
      table.row(
          each.asOf().toString(),
          each.kind(),
          each.outcome(),
          each.reason(),
          Counts.of(each.count()),
          money ? each.monthlyImpact().toPlainString() : "",
          money ? each.heldAmount().toPlainString() : "",
          each.currency());
    }
    table.lines("  ").forEach(out::println);
  }
}
