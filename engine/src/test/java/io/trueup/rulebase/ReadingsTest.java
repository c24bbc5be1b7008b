package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files that were read before are not read again, and what comes of them is the same. */
class ReadingsTest {
  private static Map<String, String> files(int count) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      files.put(
          "discrepancies/f" + i + ".drl",
          Toy.rule(
                  "Subscription( seats > " + i + " )",
                  "insertLogical( Finding.of( \"X" + i + "\", \"y\" ) );")
              .replace("TST-001", "TST-%03d".formatted(i))
              .replace("This is a rule", "This is rule " + i));
    }
    return files;
  }

  private static RuleBundle.Loaded load(Map<String, String> files, Readings readings) {
    return RuleBundle.load(files, Toy.MODEL, Limits.DEFAULT, readings);
  }

  @Test
  void a_bundle_of_known_files_is_the_same_bundle() {
    Readings readings = new Readings();
    RuleBundle fresh = RuleBundle.load(files(20), Toy.MODEL, Limits.DEFAULT).get();
    load(files(20), readings).get();
    RuleBundle known = load(files(20), readings).get();
    assertThat(known.hash()).isEqualTo(fresh.hash());
    assertThat(known.catalogue()).isEqualTo(fresh.catalogue());
    List<Object> facts = List.of(Toy.subscription("s", "c", 10));
    for (RuleBundle.Stage stage : RuleBundle.Stage.values()) {
      assertThat(known.rules(stage).evaluate(facts)).isEqualTo(fresh.rules(stage).evaluate(facts));
    }
  }

  @Test
  void a_changed_file_is_read_and_its_problems_are_found() {
    Readings readings = new Readings();
    Map<String, String> files = files(5);
    load(files, readings).get();
    files.computeIfPresent("discrepancies/f3.drl", (p, t) -> t.replace("seats", "saets"));
    assertThat(load(files, readings).problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.file()).isEqualTo("discrepancies/f3.drl");
              assertThat(p.hint()).isEqualTo("did you mean 'seats'?");
            });
    assertThat(load(files(5), readings).problems()).isEmpty();
  }

  @Test
  void the_same_text_under_another_path_is_told_by_that_path() {
    Readings readings = new Readings();
    Map<String, String> files = files(1);
    load(files, readings).get();
    files.put("discrepancies/copy.drl", files.get("discrepancies/f0.drl"));
    assertThat(load(files, readings).problems())
        .extracting(RuleProblem::id)
        .containsOnly("RB-017", "RB-019");
    Map<String, String> moved =
        Map.of("service-mapping/f0.drl", files(1).get("discrepancies/f0.drl"));
    assertThat(load(moved, readings).problems())
        .extracting(RuleProblem::toString)
        .allMatch(p -> p.startsWith("service-mapping/f0.drl:1:9: RB-020"));
  }

  @Test
  void what_was_read_under_other_limits_is_read_again() {
    Readings readings = new Readings();
    load(files(2), readings).get();
    Limits strict =
        new Limits(
            50,
            10,
            16,
            16,
            2_000,
            1,
            1,
            1,
            1,
            1,
            Limits.DEFAULT.deadline(),
            10,
            10_000,
            10,
            1_000,
            Limits.DEFAULT.checkDeadline());
    assertThat(RuleBundle.load(files(2), Toy.MODEL, strict, readings).problems())
        .extracting(RuleProblem::id)
        .containsOnly("RB-001");
  }

  @Test
  void there_is_room_for_so_many_characters() {
    Readings readings = new Readings(1_000);
    for (int round = 0; round < 3; round++) {
      assertThat(load(files(20), readings).problems()).isEmpty();
    }
  }
}
