package io.trueup.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PolicyWordTest {
  @Test
  void a_policy_is_read_as_far_as_it_can_be() {
    assertThat(
            PolicyWord.list(
                """
                # Part of the records
                # that may go away.
                collapse: 0.5   # a half
                open: true
                free: # none yet
                - "CODE"

                note:   two words\t
                list: [A, B]
                unfinished
                none:
                """))
        .containsExactly(
            new PolicyWord("collapse", "Threshold", "0.5", "Part of the records that may go away."),
            new PolicyWord("open", "PolicySwitch", "true", "Part of the records that may go away."),
            new PolicyWord("free", "Listed", "", "Part of the records that may go away."),
            new PolicyWord("note", "PolicyText", "two words", ""),
            new PolicyWord("list", "Listed", "[A, B]", ""),
            new PolicyWord("none", "Listed", "", ""));
  }

  @Test
  void a_line_that_is_mostly_spaces_takes_no_longer_than_another() {
    String line = "name: a" + " ".repeat(400_000) + "b" + " ".repeat(1000) + "#\u2028";
    List<PolicyWord> words =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> PolicyWord.list(line));
    assertThat(words).hasSize(1);
  }
}
