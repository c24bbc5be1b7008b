package io.trueup.app;

import io.trueup.inquiry.RuleHistory;
import io.trueup.inquiry.Subject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup audit history}: who changed a rule, a threshold or a preset. */
@Command(
    name = "history",
    description = "Who changed a rule, a threshold or a preset, when, why, and who approved it.",
    mixinStandardHelpOptions = true)
final class AuditHistoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantTarget target = new TenantTarget();

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "DSC-001, a name in policy.yml, or presets/NAME.")
  private String what = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
  private Path file = Path.of("config.yml");

  @Override
  public Integer call() throws Exception {
    Subject subject = Subject.of(what);
    return target.use(
        spec,
        file,
        (db, tenant, configuration) -> {
          List<RuleHistory.Change> changes =
              db.read(tenant, handle -> RuleHistory.list(handle, subject));
          if (changes.isEmpty()) {
            throw new Refusal(
                "no bundle ever had the " + subject.kind() + " " + subject.id(),
                target.tenant(),
                "name a rule's id, a name in policy.yml, or presets/NAME");
          }
          PrintWriter out = spec.commandLine().getOut();
          if (target.json()) {
            out.println(PlainJson.document(Map.of("changes", changes)));
          } else {
            changes.forEach(change -> print(change, out));
          }
          out.flush();
          return Failures.DONE;
        });
  }

  private static void print(RuleHistory.Change change, PrintWriter out) {
    out.println(
        change.change()
            + " in "
            + AuditFigureCommand.published(change.bundle())
            + (change.bundle().commit().isEmpty() ? "" : " (" + change.bundle().commit() + ")"));
    if (!change.change().equals("added")) {
      change.diff().lines().skip(2).forEach(line -> out.println("    " + line));
    }
  }
}
