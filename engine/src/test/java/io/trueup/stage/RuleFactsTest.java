package io.trueup.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.SyncStatus;
import io.trueup.facts.Usage;
import io.trueup.facts.Verb;
import io.trueup.facts.Words;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What rules are told that stages and fields hold is what they hold. */
class RuleFactsTest {
  @Test
  void every_type_is_given_to_a_stage_or_concluded_by_rules() {
    Set<Class<?>> reachable = new HashSet<>();
    RuleFacts.GIVEN.values().forEach(reachable::addAll);
    for (Class<?> type : RuleFacts.TYPES) {
      if (Arrays.stream(type.getDeclaredMethods())
          .anyMatch(m -> m.isAnnotationPresent(Verb.class))) {
        reachable.add(type);
      }
    }
    assertThat(RuleFacts.TYPES)
        .as("add the type to RuleFacts.GIVEN at the stage that inserts it")
        .allMatch(reachable::contains);
  }

  @Test
  void words_of_usage_are_those_that_the_export_folder_allows() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/export-folder.md"));
    String usage = page.substring(page.indexOf("## usage.csv"));
    Map<String, String> columns =
        Map.of("kind", "kind", "deviceClass", "device_class", "state", "state");
    columns.forEach(
        (field, column) -> {
          String row =
              usage
                  .lines()
                  .filter(l -> l.startsWith("| `" + column + "`"))
                  .findFirst()
                  .orElseThrow();
          List<String> allowed = new ArrayList<>();
          java.util.regex.Pattern.compile("`([a-z_]+)`")
              .matcher(row.split("\\|")[4])
              .results()
              .forEach(m -> allowed.add(m.group(1)));
          Set<String> words = new TreeSet<>(words(Usage.class, field));
          words.remove("");
          assertThat(words).as(field).isEqualTo(new TreeSet<>(allowed));
        });
  }

  @Test
  void words_of_a_sync_are_those_of_its_description() {
    assertThat(words(SyncStatus.class, "lastStatus"))
        .containsExactlyInAnyOrder("", "succeeded", "failed", "partial", "never");
  }

  private static List<String> words(Class<?> type, String field) {
    try {
      Method accessor = type.getMethod(field);
      return List.of(accessor.getAnnotation(Words.class).value());
    } catch (NoSuchMethodException absent) {
      throw new AssertionError(absent);
    }
  }
}
