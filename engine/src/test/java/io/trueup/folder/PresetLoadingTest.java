package io.trueup.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PresetLoadingTest {
  private static final String HEADER = "preset_id,description,kind,count,inactive_after_days\n";

  @Test
  void a_row_is_a_preset_and_an_empty_cell_fills_nothing() {
    Preset preset = get("a-1,\"Seats, all\",licence,quantity,\n", "a-1");
    assertEquals("Seats, all", preset.description());
    assertEquals(Map.of("kind", "licence", "count", "quantity"), preset.fills());
  }

  @Test
  void presets_of_all_files_come_in_the_order_of_their_ids() {
    Map<String, Preset> presets =
        Presets.load(
            Map.of(
                "presets/a.csv", HEADER + "c,C,,records,\n",
                "rules/presets/b.csv", HEADER + "b,B,,records,\na,A,,records,\n"));
    assertEquals(List.of("a", "b", "c"), List.copyOf(presets.keySet()));
  }

  @Test
  void other_files_of_a_bundle_are_passed_over() {
    assertEquals(
        Map.of(),
        Presets.load(
            Map.of(
                "policy.yml", "#",
                "presets/README.md", "a,b\n",
                "discrepancies/presets.csv", "x\n",
                "presets/more/deep.csv", "x\n")));
  }

  @Test
  void a_file_without_rows_holds_no_preset() {
    assertEquals(Map.of(), Presets.load(Map.of("presets/a.csv", HEADER)));
  }

  @Test
  void a_bad_cell_is_reported_with_file_and_line() {
    String problems = problems("a,A,,records,\nb,B,licenses,records,\n");
    assertTrue(problems.startsWith("presets/a.csv:3: preset b: kind is none of licence"), problems);
  }

  @Test
  void every_bad_row_is_reported() {
    String problems = problems("A_b,A,,records,\na,A,,,\nb,B,,records,soon\nc,C\n");
    assertEquals(4, problems.lines().count(), problems);
    assertTrue(problems.contains("presets/a.csv:2: preset_id"), problems);
    assertTrue(problems.contains("presets/a.csv:3: preset a has no count"), problems);
    assertTrue(problems.contains("presets/a.csv:4: preset b: inactive_after_days"), problems);
    assertTrue(problems.contains("presets/a.csv:5: has 2 cells; the header has 5"), problems);
  }

  @Test
  void an_id_that_is_there_twice_is_reported_wherever_it_stands() {
    IllegalArgumentException bad =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Presets.load(
                    Map.of(
                        "presets/a.csv", HEADER + "a,A,,records,\n",
                        "presets/b.csv", HEADER + "a,A,,records,\n")));
    assertEquals("presets/b.csv:2: preset a is there twice; delete one", bad.getMessage());
  }

  @Test
  void a_column_that_no_preset_fills_is_refused() {
    IllegalArgumentException bad =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Presets.load(Map.of("presets/a.csv", "preset_id,count,tolerance\na,records,1\n")));
    String message = String.valueOf(bad.getMessage());
    assertTrue(message.contains("has no column description"), message);
    assertTrue(message.contains("no preset can fill column"), message);
  }

  private static Preset get(String rows, String id) {
    return Objects.requireNonNull(Presets.load(Map.of("presets/a.csv", HEADER + rows)).get(id));
  }

  private static String problems(String rows) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> Presets.load(Map.of("presets/a.csv", HEADER + rows)))
            .getMessage());
  }
}
