package io.trueup.app;

import io.trueup.audit.AuditBreak;
import io.trueup.audit.AuditHead;
import io.trueup.audit.AuditLog;
import io.trueup.audit.AuditVerification;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup audit}: proves the audit trail, and answers what auditors ask. */
@Command(
    name = "audit",
    description = "The audit trail, and the questions that auditors ask.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AuditCommand.Verify.class,
      AuditCommand.Head.class,
      AuditCommand.Export.class,
      AuditFigureCommand.class,
      AuditRuleCommand.class,
      AuditHistoryCommand.class,
      AuditOverriddenCommand.class
    })
final class AuditCommand {
  /** Reading a whole trail takes longer than a request may. */
  private static final String LONG = "SET LOCAL statement_timeout = '25min'";

  /** Checks the chain. */
  @Command(
      name = "verify",
      description =
          "Recomputes the chain of hashes and says what is changed, missing or moved; exit code 1 when it does not hold or is empty.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private TenantTarget target = new TenantTarget();

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
    private Path file = Path.of("config.yml");

    @Option(
        names = "--head",
        paramLabel = "FILE",
        description = "A head that `audit head` wrote before: shows a cut end, too.")
    private @Nullable Path head;

    @Override
    public Integer call() throws Exception {
      Path kept = head;
      AuditHead noted = kept == null ? null : AuditHeadFile.read(kept);
      return target.use(spec, file, (db, tenant, configuration) -> verify(db, tenant, noted));
    }

    private int verify(TenantDb db, TenantId tenant, @Nullable AuditHead noted) {
      if (noted != null && !noted.tenantId().equals(tenant.toString())) {
        throw new Refusal(
            "the head is of another tenant, " + noted.tenantId(),
            "--head",
            "name it with --tenant");
      }
      AuditVerification found =
          db.read(
              tenant,
              handle -> {
                handle.execute(LONG);
                return AuditLog.verify(handle, noted);
              });
      PrintWriter out = spec.commandLine().getOut();
      if (target.json()) {
        out.println(PlainJson.document(new Told(found)));
      } else {
        out.println(target.tenant() + ": " + found.words());
        for (AuditBreak each : found.breaks()) {
          out.println("    " + each.words());
        }
        if (found.breakCount() > found.breaks().size()) {
          out.println("    and more");
        }
      }
      out.flush();
      return found.intact() ? Failures.DONE : Failures.DOES_NOT_HOLD;
    }
  }

  private record Told(
      String state,
      String words,
      AuditHead head,
      long breakCount,
      List<AuditBreak> breaks,
      @Nullable AuditHead noted) {
    Told(AuditVerification found) {
      this(
          found.state(),
          found.words(),
          found.head(),
          found.breakCount(),
          found.breaks(),
          found.noted());
    }
  }

  /** Notes where the chain ends. */
  @Command(
      name = "head",
      description = "Writes where the chain ends, to be kept elsewhere.",
      mixinStandardHelpOptions = true)
  static final class Head implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private TenantTarget target = new TenantTarget();

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
    private Path file = Path.of("config.yml");

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; else it is printed.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          file,
          (db, tenant, configuration) -> {
            AuditHead head = db.read(tenant, AuditLog::head);
            Path to = out;
            PrintWriter told = spec.commandLine().getOut();
            if (to == null) {
              told.println(PlainJson.document(head));
            } else {
              AuditHeadFile.write(to, head);
              told.println(
                  target.tenant() + ": " + Counts.many(head.events(), "event") + ", head in " + to);
            }
            told.flush();
            return Failures.DONE;
          });
    }
  }

  /** Writes all events out. */
  @Command(
      name = "export",
      description = "Writes all events, oldest first, as JSON lines or CSV.",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private TenantTarget target = new TenantTarget();

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
    private Path file = Path.of("config.yml");

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; else it is printed.")
    private @Nullable Path out;

    @Option(names = "--csv", description = "CSV; JSON lines otherwise.")
    private boolean csv;

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          file,
          (db, tenant, configuration) -> {
            Path to = out;
            if (to == null) {
              export(db, tenant, spec.commandLine().getOut());
            } else {
              try (BufferedWriter writer = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
                long events = export(db, tenant, writer);
                PrintWriter told = spec.commandLine().getOut();
                told.println(target.tenant() + ": " + Counts.many(events, "event") + " in " + to);
                told.flush();
              }
            }
            return Failures.DONE;
          });
    }

    private long export(TenantDb db, TenantId tenant, Writer writer) throws IOException {
      AuditExport export = new AuditExport(tenant, writer, csv);
      long events = db.read(tenant, handle -> all(handle, export));
      writer.flush();
      return events;
    }

    private static long all(Handle handle, AuditExport export) {
      handle.execute(LONG);
      return export.write(AuditLog.all(handle));
    }
  }
}
