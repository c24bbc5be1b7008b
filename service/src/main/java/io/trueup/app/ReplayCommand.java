package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.replay.Difference;
import io.trueup.replay.Replay;
import io.trueup.replay.Replays;
import io.trueup.rulebook.RulesInForce;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup replay}: computes runs again and compares all that is stored of them. */
@Command(
    name = "replay",
    description =
        "Computes runs again from what they were given and compares every file and row; exit code 1 when something differs, 2 when one could not be computed.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  /** Which runs. */
  static final class Which {
    @Option(names = "--run", paramLabel = "ID", description = "This run.")
    private @Nullable UUID run;

    @Option(names = "--last", description = "The newest run that is done.")
    private boolean last;

    @Option(names = "--all", description = "Every run that is done, the newest first.")
    private boolean all;
  }

  private final Supplier<Engine> engine;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantTarget target = new TenantTarget();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
  private Path file = Path.of("config.yml");

  ReplayCommand(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    return target.use(spec, file, this::replay);
  }

  private int replay(TenantDb db, TenantId tenant, TrueupConfiguration configuration) {
    Engine parts = engine.get();
    Replays replays =
        AuditParts.replays(
            db,
            parts.reconciler(),
            new RulesInForce(parts.compiled()),
            configuration.storage.scratch());
    PrintWriter out = spec.commandLine().getOut();
    List<Replay> done = new ArrayList<>();
    UUID run = which.run;
    if (run != null) {
      done.add(one(replays, tenant, run, out));
    } else {
      List<String> after = List.of();
      do {
        List<RunRow> rows = page(db, tenant, after, which.last ? 1 : PAGE);
        rows.forEach(row -> done.add(one(replays, tenant, row.runId(), out)));
        after = !which.all || rows.size() < PAGE ? List.of() : key(rows.get(rows.size() - 1));
      } while (!after.isEmpty());
    }
    if (done.isEmpty()) {
      throw new Refusal("no run is done: nothing was proved", target.tenant(), "start a run first");
    }
    if (target.json()) {
      out.println(PlainJson.document(Map.of("replays", done)));
    } else if (done.size() > 1) {
      out.println(
          Counts.many(done.size(), "run")
              + ": "
              + count(done, Replay.IDENTICAL)
              + " identical, "
              + count(done, Replay.DIFFERENT)
              + " different, "
              + count(done, Replay.IMPOSSIBLE)
              + " impossible");
    }
    out.flush();
    return count(done, Replay.DIFFERENT) > 0
        ? Failures.DOES_NOT_HOLD
        : count(done, Replay.IMPOSSIBLE) > 0 ? Failures.UNUSABLE : Failures.DONE;
  }

  private static List<RunRow> page(TenantDb db, TenantId tenant, List<String> after, int limit) {
    return db.read(tenant, handle -> RunDao.list(handle, Optional.of("done"), after, limit));
  }

  private static List<String> key(RunRow row) {
    return List.of(row.createdAt().toString(), row.runId().toString());
  }

  private static long count(List<Replay> replays, String outcome) {
    return replays.stream().filter(replay -> replay.outcome().equals(outcome)).count();
  }

  private Replay one(Replays replays, TenantId tenant, UUID run, PrintWriter out) {
    Replay replay;
    try {
      replay = replays.replay(tenant, run, "operator", "");
    } catch (ProblemException e) {
      throw new Refusal(
          String.valueOf(e.getMessage()).replaceAll("\\.$", ""),
          "run " + run,
          "GET /api/v1/runs lists those that are done");
    }
    if (!target.json()) {
      out.println("run " + run + "  " + replay.outcome() + "  " + replay.reason());
      if (replay.outcome().equals(Replay.IDENTICAL)) {
        out.println("    " + compared(replay));
      }
      for (Difference difference : replay.differences()) {
        out.println("    " + difference.line());
      }
      out.flush();
    }
    return replay;
  }

  private static String compared(Replay replay) {
    long files = replay.compared().getOrDefault("files", 0L);
    long rows = replay.compared().values().stream().mapToLong(Long::longValue).sum() - files;
    return Counts.many(Math.toIntExact(files), "file")
        + " and "
        + rows
        + " rows compared in "
        + replay.millis()
        + " ms";
  }
}
