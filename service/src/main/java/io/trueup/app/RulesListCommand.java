package io.trueup.app;

import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup rules list}: the catalogue of a bundle's rules. */
@Command(
    name = "list",
    description = "Lists the rules of a bundle.",
    mixinStandardHelpOptions = true)
final class RulesListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rule bundle; by default the shipped one.")
  private @Nullable Path rules;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    RuleBundle bundle = Bundles.load(Bundles.optional(rules));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      new RulesJson(out).rules(bundle.catalogue(), bundle.hash());
    } else {
      print(bundle.catalogue(), out);
    }
    out.flush();
    return Failures.DONE;
  }

  /** Stage by stage, three lines a rule: a rationale is too long for a column. */
  private static void print(List<RuleInfo> catalogue, PrintWriter out) {
    String stage = "";
    for (RuleInfo rule : catalogue) {
      if (!rule.stage().equals(stage)) {
        stage = rule.stage();
        out.println(stage);
      }
      out.println("  " + rule.id() + "  " + OneLine.clean(rule.name()));
      String indent = " ".repeat(rule.id().length() + 4);
      out.println(indent + OneLine.clean(rule.rationale()));
      out.println(indent + OneLine.clean(rule.owner()) + ", " + rule.file() + ":" + rule.line());
    }
  }
}
