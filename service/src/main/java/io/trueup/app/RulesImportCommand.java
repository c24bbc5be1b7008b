package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.rulebase.RuleProblem;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleContent;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleFiles;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.Comparison;
import io.trueup.rulebook.CompiledBundles;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Drafts;
import io.trueup.rulebook.ExportedBundle;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.TextDiff;
import io.trueup.rulebook.UnusableBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup rules import}: a folder becomes a draft. */
@Command(
    name = "import",
    description = "Makes a draft of a folder and checks it; exit code 1 when it has problems.",
    mixinStandardHelpOptions = true)
final class RulesImportCommand implements Callable<Integer> {
  private static final String BY = "operator";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RulebookTarget target = new RulebookTarget();

  @Parameters(paramLabel = "DIR", description = "A folder with policy.yml and rules.")
  private Path folder = Path.of("");

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What it is to change; by default the folder's name.")
  private @Nullable String title;

  @Override
  public Integer call() throws Exception {
    return target.use(spec, this::bring);
  }

  private int bring(TenantDb db, TenantId tenant) {
    BundleContent content;
    Optional<ExportedBundle.Origin> origin;
    try {
      if (!Files.isDirectory(folder)) {
        throw new Refusal("there is no such folder", folder, "name one that holds policy.yml");
      }
      content = BundleContent.of(BundleFiles.read(folder));
      origin = ExportedBundle.origin(folder);
    } catch (UnusableBundle e) {
      throw Refusal.line(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Bundles.unreadable("the folder cannot be read", e);
    }
    BundleRow base = db.read(tenant, handle -> base(handle, origin));
    List<TextDiff.FileDiff> changes =
        db.read(
            tenant,
            handle -> TextDiff.of(BundleDao.content(handle, base.hash()).files(), content.files()));
    PrintWriter out = spec.commandLine().getOut();
    if (changes.isEmpty()) {
      out.println("nothing differs from bundle " + base.version() + "; no draft was made");
      out.flush();
      return Failures.DONE;
    }
    DraftRow draft = db.inTenant(tenant, handle -> draft(handle, base, content));
    out.println(
        "draft "
            + draft.draftId()
            + ", a change of bundle "
            + base.version()
            + " in "
            + Counts.many(changes.size(), "file"));
    changes.forEach(change -> out.println("  " + change.change() + " " + change.path()));
    int code = checked(db, tenant, draft, out);
    out.flush();
    return code;
  }

  private static BundleRow base(Handle handle, Optional<ExportedBundle.Origin> origin) {
    if (origin.isEmpty()) {
      return Rulebook.inForce(handle);
    }
    return BundleDao.find(handle, origin.get().version())
        .filter(row -> row.hash().equals(origin.get().hash()))
        .orElseThrow(
            () ->
                new Refusal(
                    "bundle " + origin.get().version() + " of this rulebook is another one",
                    ExportedBundle.MARK,
                    "delete the file to make a change of the bundle in force"));
  }

  private DraftRow draft(Handle handle, BundleRow base, BundleContent content) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    String given = title == null || title.isBlank() ? "from folder " + name : title;
    try {
      return Drafts.create(
          handle, given.substring(0, Math.min(200, given.length())), base, content, "", "", BY);
    } catch (ProblemException e) {
      throw new Refusal(String.valueOf(e.getMessage()), folder, "then import it again");
    }
  }

  private static int checked(TenantDb db, TenantId tenant, DraftRow draft, PrintWriter out) {
    Checked checked =
        RulebookParts.of(db, new CompiledBundles(), Comparison.none())
            .gates()
            .check(tenant, draft.draftId(), null, BY)
            .found();
    for (RuleProblem problem : checked.problems()) {
      out.println(Bundles.text("", problem));
    }
    out.println(
        checked.passed()
            ? "no problems; it can be tested, approved and published"
            : Counts.many(checked.problems().size(), "problem") + "; mend them in the draft");
    return checked.passed() ? Failures.DONE : Failures.DOES_NOT_HOLD;
  }
}
