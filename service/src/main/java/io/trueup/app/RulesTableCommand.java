package io.trueup.app;

import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleProblem;
import io.trueup.rulebase.TableRules;
import io.trueup.stage.RuleFacts;
import io.trueup.workbook.WorkbookTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup rules table}: what a decision table says, as DRL. */
@Command(
    name = "table",
    description = {
      "Prints the rules that a decision table makes, as DRL; exit code 1 when it has problems.",
      "With --out, writes the table as CSV: an XLSX workbook becomes the file that a bundle keeps."
    },
    mixinStandardHelpOptions = true)
final class RulesTableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A table, NAME.table.csv or NAME.table.xlsx.")
  private Path file = Path.of("");

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Stage of the rules; by default the name of the table's folder.")
  private @Nullable String stage;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the table here as CSV.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    String name = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new Refusal("there is no such file", file, "name a table");
    }
    if (!TableRules.isTable(name) && !WorkbookTable.is(name)) {
      throw new Refusal(
          "the file's name is not that of a table", file, "name it .table.csv or .table.xlsx");
    }
    String csv = Bundles.text(file);
    PrintWriter told = spec.commandLine().getOut();
    Path target = out;
    if (target != null) {
      if (!TableRules.isTable(target.toString())) {
        throw new Refusal("a table is kept as .table.csv", target, "name --out so");
      }
      Files.writeString(target, csv);
    }
    TableRules.Shown shown = RuleFacts.table(folder() + "/x.table.csv", csv);
    for (RuleProblem p : shown.problems()) {
      RuleProblem located =
          new RuleProblem(name, p.line(), p.column(), p.id(), p.message(), p.hint());
      told.println(Bundles.text("", located));
    }
    if (target == null) {
      told.print(shown.drl());
    } else {
      told.println(target + " written");
    }
    told.flush();
    return shown.problems().isEmpty() ? Failures.DONE : Failures.DOES_NOT_HOLD;
  }

  private String folder() {
    String given = stage;
    if (given != null) {
      return Arrays.stream(Stage.values())
          .map(Stage::folder)
          .filter(given::equals)
          .findFirst()
          .orElseThrow(
              () ->
                  new Refusal(
                      "there is no stage " + given,
                      "--stage",
                      "name client-matching, service-mapping or discrepancies"));
    }
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path folder = parent == null ? null : parent.getFileName();
    return folder == null ? "" : folder.toString();
  }
}
