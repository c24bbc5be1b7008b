package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.rulebook.BundleFiles;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as folders: written, edited with any editor, and brought back. */
@ExtendWith(TestDatabases.class)
final class RulesFilesCommandTest {
  @TempDir Path folder;
  private Path config = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void configured(TestDatabase database) throws IOException {
    config = folder.resolve("config.yml");
    out = folder.resolve("rules");
    Files.writeString(
        config,
        """
        storage: {directory: '%s'}
        database: {url: '%s', user: '%s', password: '%s', migration: {at_start: false}}
        """
            .formatted(
                folder.resolve("home"),
                database.access().url(),
                database.access().application().user(),
                database.access().application().password()));
  }

  private Cli export(Object... more) {
    return run(List.of("rules", "export", "--out", out, "--config", config), more);
  }

  private Cli bring(Object... more) {
    return run(List.of("rules", "import", out, "--config", config), more);
  }

  private static Cli run(List<Object> command, Object... more) {
    return Cli.run(Stream.concat(command.stream(), Stream.of(more)).toArray());
  }

  @Test
  void what_was_exported_comes_back_as_a_draft_of_the_same_bundle(TestDatabase database)
      throws IOException {
    Cli exported = export();
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).startsWith("bundle 1 (published), ");
    assertThat(BundleFiles.read(out)).isEqualTo(Shipped.content().files());
    assertThat(out.resolve("bundle.yml")).content().contains("version: 1\n");
    assertThat(bring().out()).contains("nothing differs from bundle 1");

    Path policy = out.resolve("policy.yml");
    Files.writeString(policy, Files.readString(policy) + "# Ours.\n");
    Files.writeString(out.resolve("README.md"), "ours");
    Cli brought = bring("--title", "Our tolerance");
    assertThat(brought.code()).as(brought.out() + brought.err()).isZero();
    assertThat(brought.out()).contains("a change of bundle 1 in 1 file", "changed policy.yml");
    TenantDb db = new TenantDb(database.jdbi());
    DraftRow draft =
        db.read(
                FirstStart.findTenant(db, FirstStart.DEFAULT_TENANT).orElseThrow(),
                handle -> DraftDao.list(handle, Optional.of(true), List.of(), 10))
            .get(0);
    assertThat(draft.title()).isEqualTo("Our tolerance");
    assertThat(draft.state()).isEqualTo("checked");
    assertThat(draft.authors()).containsExactly("operator");

    assertThat(export().code()).as("an export is brought up to date").isZero();
    assertThat(policy).content().doesNotContain("# Ours.");
    assertThat(out.resolve("README.md")).exists();
  }

  @Test
  void a_folder_with_a_problem_becomes_a_draft_that_says_so() throws IOException {
    export();
    Path rules = out.resolve("discrepancies/quantity.drl");
    Files.writeString(rules, Files.readString(rules).replaceFirst("\nwhen\n", "\nwenn\n"));
    Cli brought = bring("--title", " ");
    assertThat(brought.code()).as(brought.err()).isEqualTo(1);
    assertThat(brought.out()).contains("discrepancies/quantity.drl:", "mend");
  }

  @Test
  void what_cannot_be_used_is_refused_in_one_line() throws IOException {
    refused(export("--version", "99"), "there is no bundle 99");
    Files.createDirectories(out);
    Files.writeString(out.resolve("letter.txt"), "dear");
    refused(export(), "holds other files");
    refused(bring(), "a bundle needs a file");
    Files.delete(out.resolve("letter.txt"));
    export();
    Files.writeString(out.resolve("bundle.yml"), "version: 1\nhash: " + "0".repeat(64) + "\n");
    refused(bring(), "bundle 1 of this rulebook is another one");
    Files.writeString(out.resolve("bundle.yml"), "version: x\n");
    refused(bring(), "does not say which bundle");
    Files.createSymbolicLink(out.resolve("presets/out.csv"), config);
    refused(bring(), "leads out of the folder");
    out = folder.resolve("nowhere");
    refused(bring(), "there is no such folder");
    refused(Cli.run("rules", "import", out, "--config", config, "--tenant", "none"), "none");
  }

  private static void refused(Cli run, String words) {
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.err()).contains(words);
    assertThat(run.err().strip().lines()).hasSize(1);
  }
}
