package io.trueup.app;

import io.trueup.inquiry.Overridden;
import io.trueup.inquiry.RunChoice;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.reconcile.RunDao;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup audit overridden}: which findings people decided. */
@Command(
    name = "overridden",
    description = "Which findings people decided, with who, when and why.",
    mixinStandardHelpOptions = true)
final class AuditOverriddenCommand implements Callable<Integer> {
  private static final int SHOWN = 500;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantTarget target = new TenantTarget();
  @Mixin private RunPeriod period = new RunPeriod();

  @Option(names = "--run", paramLabel = "ID", description = "This run alone.")
  private @Nullable UUID run;

  @Option(names = "--kind", description = "Kind of the decision: waive, tolerance, link, ...")
  private @Nullable String kind;

  @Option(names = "--by", description = "Who decided.")
  private @Nullable String by;

  @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
  private Path file = Path.of("config.yml");

  @Override
  public Integer call() throws Exception {
    return target.use(spec, file, (db, tenant, configuration) -> tell(db, tenant));
  }

  private record Found(
      List<RunChoice.Chosen> runs,
      long count,
      List<Overridden.Total> totals,
      List<Overridden.Row> findings) {}

  private int tell(TenantDb db, TenantId tenant) {
    RunChoice choice = period.choice();
    Overridden.Filter filter =
        new Overridden.Filter(Optional.ofNullable(kind), Optional.ofNullable(by));
    UUID only = run;
    Found found =
        db.read(
            tenant,
            handle -> {
              List<RunChoice.Chosen> runs =
                  only == null
                      ? choice.runs(handle)
                      : List.of(
                          RunChoice.one(
                              RunDao.find(handle, only)
                                  .orElseThrow(
                                      () ->
                                          new Refusal(
                                              "there is no such run",
                                              "--run " + only,
                                              "leave it out for the last of each month"))));
              return new Found(
                  runs,
                  Overridden.count(handle, runs, filter),
                  Overridden.totals(handle, runs, filter),
                  Overridden.list(handle, runs, filter, List.of(), SHOWN).stream()
                      .map(Overridden.Placed::row)
                      .toList());
            });
    PrintWriter out = spec.commandLine().getOut();
    if (target.json()) {
      out.println(
          PlainJson.document(
              Map.of(
                  "runs", found.runs(),
                  "count", found.count(),
                  "totals", found.totals(),
                  "findings", found.findings())));
    } else {
      print(found, choice, only != null, out);
    }
    out.flush();
    return Failures.DONE;
  }

  private static void print(Found found, RunChoice choice, boolean one, PrintWriter out) {
    out.println(
        one
            ? "One run"
            : RunPeriod.words(choice.from(), choice.to(), choice.all(), found.runs().size())
                .strip());
    if (found.findings().isEmpty()) {
      out.println(
          found.runs().isEmpty()
              ? "  nothing was run, nothing is known"
              : "  people decided no finding");
      return;
    }
    for (Overridden.Row row : found.findings()) {
      out.println(
          "  %s  %s %s  %s %s"
              .formatted(
                  row.asOf(),
                  row.discrepancyClass(),
                  row.reason(),
                  row.companyName(),
                  row.productCode()));
      out.println(
          "      %s by %s%s: %s  (%s)"
              .formatted(
                  row.kind(),
                  row.decidedBy(),
                  row.decidedAt() == null ? "" : " at " + row.decidedAt(),
                  row.why(),
                  row.decisionId()));
    }
    if (found.count() > found.findings().size()) {
      out.println("  and " + Counts.of(found.count() - found.findings().size()) + " more");
    }
  }
}
