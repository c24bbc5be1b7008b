package io.trueup.app;

import io.trueup.facts.Account;
import io.trueup.facts.Company;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.Previous;
import io.trueup.folder.ExportFolder;
import io.trueup.report.MatchesCsv;
import io.trueup.stage.AccountMatcher;
import io.trueup.stage.AccountOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup match}: client matching alone. */
@Command(
    name = "match",
    description = "Matches accounts of connected systems to companies of the PSA.",
    mixinStandardHelpOptions = true)
final class MatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--companies", required = true, paramLabel = "FILE", description = "CSV file.")
  private Path companies = Path.of("");

  @Option(names = "--accounts", required = true, paramLabel = "FILE", description = "CSV file.")
  private Path accounts = Path.of("");

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rule bundle to match by; by default the shipped one.")
  private @Nullable Path rules;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    List<InputProblem> problems = new ArrayList<>();
    List<Company> clients = ExportFolder.readCompanies(companies, problems::add);
    List<Account> theirs = ExportFolder.readAccounts(accounts, problems::add);
    Month month =
        new Month(
            clients,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            theirs,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Previous.NONE,
            List.of(),
            "");
    // Matching looks at no date: confirmed links and decisions, which do, are not given here.
    Map<String, AccountOutcome> outcomes =
        AccountMatcher.of(
                month,
                Bundles.load(Bundles.optional(rules)),
                LocalDate.EPOCH,
                Runtime.getRuntime().availableProcessors())
            .outcomes();
    MatchesCsv.write(outcomes.values(), out);
    say(outcomes, problems);
    return Failures.DONE;
  }

  private void say(Map<String, AccountOutcome> outcomes, List<InputProblem> problems) {
    Map<String, Integer> decisions = new TreeMap<>();
    outcomes.values().forEach(o -> decisions.merge(o.decision(), 1, Integer::sum));
    PrintWriter told = spec.commandLine().getOut();
    Table table = new Table("lr");
    decisions.forEach((decision, count) -> table.row(decision, count));
    table.lines("  ").forEach(told::println);
    problems.forEach(problem -> told.println("  " + OneLine.clean(problem)));
    told.println("  Written to " + out);
    told.flush();
  }
}
