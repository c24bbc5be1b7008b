package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.rulebook.BundleContent;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.ExportedBundle;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.UnusableBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup rules export}: a published bundle as a folder. */
@Command(
    name = "export",
    description = "Writes a published bundle into a folder.",
    mixinStandardHelpOptions = true)
final class RulesExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RulebookTarget target = new RulebookTarget();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A new folder, or one that was exported before.")
  private Path out = Path.of("");

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Number of the bundle; by default the one in force.")
  private @Nullable Long version;

  @Override
  public Integer call() throws Exception {
    return target.use(spec, this::export);
  }

  private int export(TenantDb db, TenantId tenant) {
    Long wanted = version;
    BundleRow row =
        db.read(
            tenant,
            handle ->
                wanted == null
                    ? Rulebook.inForce(handle)
                    : BundleDao.find(handle, wanted)
                        .orElseThrow(
                            () ->
                                new Refusal(
                                    "there is no bundle " + wanted,
                                    "--version",
                                    "leave it out for the one in force")));
    BundleContent content = db.read(tenant, handle -> BundleDao.content(handle, row.hash()));
    try {
      ExportedBundle.write(out, row, content);
    } catch (UnusableBundle e) {
      throw Refusal.line(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Refusal(
          "the folder cannot be written",
          String.valueOf(e.getMessage()),
          "name another with --out");
    }
    PrintWriter told = spec.commandLine().getOut();
    told.println(
        "bundle "
            + row.version()
            + " ("
            + row.state()
            + "), "
            + Counts.many(content.files().size(), "file")
            + ", in "
            + out);
    told.flush();
    return Failures.DONE;
  }
}
