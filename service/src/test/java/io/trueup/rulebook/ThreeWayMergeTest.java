package io.trueup.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebook.ThreeWayMerge.Merged;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ThreeWayMergeTest {
  private static Merged merge(
      @Nullable String base, @Nullable String yours, @Nullable String theirs) {
    return ThreeWayMerge.of(files(base), files(yours), files(theirs));
  }

  private static Map<String, String> files(@Nullable String text) {
    Map<String, String> files = new HashMap<>();
    if (text != null) {
      files.put("f", text);
    }
    return files;
  }

  @Test
  void what_one_side_did_counts() {
    assertThat(merge("a\n", "b\n", "a\n").files()).containsEntry("f", "b\n");
    assertThat(merge("a\n", "a\n", "b\n").files()).containsEntry("f", "b\n");
    assertThat(merge(null, "b\n", null).files()).containsEntry("f", "b\n");
    assertThat(merge(null, null, "b\n").files()).containsEntry("f", "b\n");
    assertThat(merge("a\n", null, "a\n").files()).isEmpty();
    assertThat(merge("a\n", "a\n", null).files()).isEmpty();
  }

  @Test
  void what_both_did_alike_is_no_conflict() {
    assertThat(merge("a\n", "b\n", "b\n").files()).containsEntry("f", "b\n");
    assertThat(merge("a\n", null, null).conflicts()).isEmpty();
    assertThat(merge(null, "x", "x").files()).containsEntry("f", "x");
  }

  @Test
  void changes_of_different_lines_come_together() {
    Merged merged = merge("1\n2\n3\n4\n5\n", "one\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n6\n");
    assertThat(merged.conflicts()).isEmpty();
    assertThat(merged.files()).containsEntry("f", "one\n2\n3\n4\nfive\n6\n");
  }

  @Test
  void changes_of_one_line_are_a_conflict_with_marks() {
    Merged merged = merge("1\n2\n3\n", "1\ntwo\n3\n", "1\nzwei\n3\n");
    assertThat(merged.files()).isEmpty();
    assertThat(merged.conflicts()).hasSize(1);
    assertThat(merged.conflicts().get(0).marked())
        .isEqualTo("1\n<<<<<<< yours\ntwo\n=======\nzwei\n>>>>>>> published\n3\n");
  }

  @Test
  void a_file_that_one_changed_and_the_other_removed_is_a_conflict() {
    assertThat(merge("a\n", null, "b\n").conflicts()).hasSize(1);
    assertThat(merge("a\n", "b\n", null).conflicts().get(0).marked()).isNull();
    assertThat(merge(null, "a\n", "b\n").conflicts()).hasSize(1);
  }

  @Test
  void a_last_line_without_an_end_is_kept_as_it_is() {
    assertThat(merge("a\nb", "x\na\nb", "a\nb").files()).containsEntry("f", "x\na\nb");
    assertThat(merge("1\n2\n3\n4", "one\n2\n3\n4", "1\n2\n3\n4\n").files())
        .containsEntry("f", "one\n2\n3\n4\n");
  }
}
