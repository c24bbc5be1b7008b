package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.Rulebooks.Draft;
import io.trueup.platform.db.TenantId;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebook.Approvals;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.Comparison;
import io.trueup.rulebook.CompiledBundles;
import io.trueup.rulebook.DirectoryDao;
import io.trueup.rulebook.DirectoryRow;
import io.trueup.rulebook.DraftGates;
import io.trueup.rulebook.RuleDirectory;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.Shipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A directory of rules, as a team keeps it in git, is followed. */
@ExtendWith(TestService.Extension.class)
final class RuleDirectoryTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path home;
  private Path folder = Path.of("");
  private long before;

  @BeforeEach
  void the_shipped_rules_lie_in_it(TestService service) throws IOException {
    folder = home.resolve("rules");
    for (Map.Entry<String, String> file : Shipped.content().files().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    service.running.application().parts().rulebook().ensure(service.tenant);
    before = inForce(service).version();
  }

  /** Whatever a test published, the next begins with the shipped rules. */
  @AfterEach
  void back(TestService service) {
    service.db.useTenant(
        service.tenant,
        handle -> {
          if (!Rulebook.inForce(handle).hash().equals(Shipped.content().hash())) {
            Rulebook.rollBack(handle, 1, null, "as before", "test");
          }
        });
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void policy(String more) throws IOException {
    write("policy.yml", Shipped.content().files().get("policy.yml") + more);
  }

  private RuleDirectory directory(TestService service, String name, boolean automatic) {
    return directory(
        service, service.running.application().parts().rules().gates(), name, automatic);
  }

  private RuleDirectory directory(
      TestService service, DraftGates gates, String name, boolean automatic) {
    return new RuleDirectory(
        service.db,
        service.running.application().parts().rulebook(),
        gates,
        new Approvals(gates),
        new RuleDirectory.Settings(service.tenant, folder, name, automatic),
        Clock.systemUTC());
  }

  private static BundleRow inForce(TestService service) {
    return service.db.read(service.tenant, Rulebook::inForce);
  }

  private static DirectoryRow lookTwice(RuleDirectory directory) {
    directory.look();
    return directory.look();
  }

  @Test
  void new_files_are_published_in_its_name_with_the_commit_once_two_looks_agree(TestService service)
      throws IOException {
    RuleDirectory directory = directory(service, "auto", true);
    assertThat(directory.look().state()).isEqualTo("in_force");
    write(".git/HEAD", COMMIT + "\n");
    policy("# From git.\n");
    directory.look();
    assertThat(inForce(service).version()).as("one look is not enough").isEqualTo(before);
    DirectoryRow row = directory.look();
    assertThat(row.state()).as(row.line()).isEqualTo("in_force");
    BundleRow bundle = inForce(service);
    assertThat(bundle.version()).isEqualTo(before + 1);
    assertThat(bundle.publishedBy()).isEqualTo("directory:auto");
    assertThat(bundle.approvedBy()).isEqualTo("directory:auto");
    assertThat(bundle.source()).isEqualTo("auto");
    assertThat(bundle.commitId()).isEqualTo(COMMIT);
    lookTwice(directory);
    assertThat(inForce(service).version()).as("nothing new").isEqualTo(before + 1);
  }

  @Test
  void what_a_person_made_of_its_draft_is_never_published_in_its_name(TestService service)
      throws IOException {
    Rulebooks books = new Rulebooks(service);
    // Between the directory's test of its draft and its approval somebody changes the draft, and
    // brings it as far as it was.
    Comparison meanwhile =
        new Comparison() {
          @Override
          public Optional<UUID> findRun(Handle handle) {
            Draft draft =
                books
                .new Draft(
                    String.valueOf(DirectoryDao.find(handle, "crossed").orElseThrow().draftId()),
                    null);
            if (!draft.get("policy.yml").text().contains("# By hand.")) {
              draft.put("policy.yml", draft.get("policy.yml").text() + "# By hand.\n");
              draft.done("/check", "{}");
              draft.done("/test", "{}");
            }
            return Optional.empty();
          }

          @Override
          public Compared compare(TenantId tenant, UUID runId, RuleBundle draft) {
            throw new AssertionError("there is no run");
          }
        };
    DraftGates gates = new DraftGates(service.db, new CompiledBundles(), meanwhile, 1);
    policy("# From git.\n");
    DirectoryRow row = lookTwice(directory(service, gates, "crossed", true));
    assertThat(inForce(service).version()).as(row.line()).isEqualTo(before);
    assertThat(row.state()).isEqualTo("waiting");
    assertThat(row.line())
        .startsWith("its draft waits for a person: It was changed by hand, by key:");
  }

  @Test
  void under_review_a_draft_waits_for_a_person(TestService service) throws IOException {
    RuleDirectory directory = directory(service, "reviewed", false);
    policy("# To be looked at.\n");
    DirectoryRow row = lookTwice(directory);
    assertThat(row.state()).as(row.line()).isEqualTo("waiting");
    assertThat(inForce(service).version()).isEqualTo(before);
    Rulebooks books = new Rulebooks(service);
    Draft draft = books.new Draft(String.valueOf(row.draftId()), null);
    assertThat(draft.read().get("source").asText()).isEqualTo("reviewed");
    draft.doneBy(books.approver, "/approve", "{}");
    draft.doneBy(books.approver, "/publish", "{}");
    assertThat(directory.look().state()).isEqualTo("in_force");
    assertThat(inForce(service).publishedBy()).startsWith("key:");
  }

  @Test
  void newer_files_take_the_place_of_a_draft_nobody_touched(TestService service)
      throws IOException {
    RuleDirectory directory = directory(service, "moving", false);
    policy("# One.\n");
    DirectoryRow first = lookTwice(directory);
    policy("# Two.\n");
    DirectoryRow second = lookTwice(directory);
    assertThat(second.draftId()).isNotEqualTo(first.draftId());
    assertThat(
            service
                .get(service.viewer, "/api/v1/rulebook/drafts/" + first.draftId())
                .json()
                .get("state")
                .asText())
        .isEqualTo("discarded");
    assertThat(directory.look().draftId()).as("one draft").isEqualTo(second.draftId());
  }

  @Test
  void a_broken_directory_leaves_the_published_bundle_in_force_and_says_why(TestService service)
      throws IOException {
    RuleDirectory directory = directory(service, "broken", true);
    write("discrepancies/quantity.drl", "package trueup.discrepancies\nrule \"Half");
    DirectoryRow refused = lookTwice(directory);
    assertThat(refused.state()).isEqualTo("refused");
    assertThat(refused.line())
        .startsWith("bundle " + before + " stays in force: discrepancies/quantity.drl:2:")
        .doesNotContain("\n");
    JsonNode told = service.get(service.viewer, "/api/v1/rulebook").json().get("directories");
    assertThat(told.findValuesAsText("line")).contains(refused.line());

    Files.write(folder.resolve("policy.yml"), new byte[] {(byte) 0xC3, 0x28});
    DirectoryRow unreadable = directory.look();
    assertThat(unreadable.state()).isEqualTo("unreadable");
    assertThat(unreadable.line()).contains("policy.yml is not UTF-8");
    assertThat(inForce(service).version()).isEqualTo(before);

    for (Map.Entry<String, String> file : Shipped.content().files().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    assertThat(lookTwice(directory).state()).as("mended").isEqualTo("in_force");
  }

  @Test
  void a_failing_scenario_is_never_published_without_a_person(TestService service)
      throws IOException {
    RuleDirectory directory = directory(service, "failing", true);
    String scenarios = Shipped.content().files().getOrDefault("scenarios/tolerances.scenario", "");
    write(
        "scenarios/tolerances.scenario",
        scenarios.replaceFirst("within_tolerance", "without_tolerance"));
    DirectoryRow row = lookTwice(directory);
    assertThat(row.state()).isEqualTo("refused");
    assertThat(row.line()).contains("1 fail");
    assertThat(inForce(service).version()).isEqualTo(before);
    Rulebooks books = new Rulebooks(service);
    Draft draft = books.new Draft(String.valueOf(row.draftId()), null);
    draft.doneBy(books.approver, "/approve", "{\"override_reason\": \"known\"}");
    draft.doneBy(books.approver, "/publish", "{}");
    assertThat(directory.look().state()).isEqualTo("in_force");
  }

  @Test
  void links_that_lead_out_odd_names_and_misplaced_rules_are_refused(TestService service)
      throws IOException {
    RuleDirectory directory = directory(service, "hostile", true);
    Path outside = Files.writeString(home.resolve("secret.drl"), "secret");
    Path link = folder.resolve("discrepancies/link.drl");
    Files.createSymbolicLink(link, outside);
    assertThat(directory.look().line()).contains("link.drl is a link that leads out of the folder");
    Files.delete(link);
    Path whole = folder.resolve("discrepancies/home");
    Files.createSymbolicLink(whole, home);
    assertThat(directory.look().line()).contains("leads out of the folder");
    Files.delete(whole);
    write("elsewhere/a.drl", "x");
    assertThat(directory.look().line())
        .contains("no file of a bundle stands here — elsewhere/a.drl");
    Files.delete(folder.resolve("elsewhere/a.drl"));
    Files.write(
        folder.resolve("discrepancies/large.drl"),
        "// \n".repeat(2 << 20).getBytes(StandardCharsets.UTF_8));
    assertThat(directory.look().line()).contains("large.drl is larger than");
    Files.delete(folder.resolve("discrepancies/large.drl"));
    write("discrepancies/a b.drl", "x");
    assertThat(directory.look().state()).isEqualTo("unreadable");
    assertThat(inForce(service).version()).isEqualTo(before);
  }

  @Test
  void a_link_that_moves_from_checkout_to_checkout_is_followed(TestService service)
      throws IOException {
    Path first = home.resolve("checkout-1");
    Files.move(folder, first);
    Files.createSymbolicLink(folder, first);
    RuleDirectory directory = directory(service, "linked", true);
    assertThat(directory.look().state()).isEqualTo("in_force");
    Path second = home.resolve("checkout-2");
    folder = second;
    for (Map.Entry<String, String> file : Shipped.content().files().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    policy("# The second checkout.\n");
    folder = home.resolve("rules");
    Files.delete(folder);
    Files.createSymbolicLink(folder, second);
    assertThat(lookTwice(directory).state()).isEqualTo("in_force");
    assertThat(inForce(service).version()).isEqualTo(before + 1);
  }
}
