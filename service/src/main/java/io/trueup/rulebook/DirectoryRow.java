package io.trueup.rulebook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of a watched directory, and what came of it.
 *
 * @param name what it is called in the configuration
 * @param hash of its files, when they last could be read; empty before
 * @param commitId the git commit it was checked out at; empty when it says none
 * @param state one of {@link #STATES}
 * @param line the state in one line, for people
 * @param draftId the draft that was made of it
 * @param seenAt since when it stands so
 */
public record DirectoryRow(
    String name,
    String hash,
    String commitId,
    String state,
    String line,
    @Nullable UUID draftId,
    Instant seenAt) {
  /**
   * {@code in_force}: its files are the published bundle; {@code checking}: a draft of them is
   * being tried; {@code waiting}: that waits for a person; {@code refused}: it does not hold;
   * {@code unreadable}: it cannot be read. Under the last two the published bundle stays in force.
   */
  public static final java.util.List<String> STATES =
      java.util.List.of("in_force", "checking", "waiting", "refused", "unreadable");

  /** Whether somebody has to mend it. */
  public boolean broken() {
    return state.equals("refused") || state.equals("unreadable");
  }
}
