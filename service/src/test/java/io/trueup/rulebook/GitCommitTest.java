package io.trueup.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitCommitTest {
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void a_branch_a_packed_branch_and_a_bare_commit_are_known() throws IOException {
    assertThat(GitCommit.find(folder)).isEmpty();
    Path rules = Files.createDirectories(folder.resolve("some/rules"));
    write(".git/HEAD", ID + "\n");
    assertThat(GitCommit.find(rules)).contains(ID);
    write(".git/HEAD", "ref: refs/heads/main\n");
    assertThat(GitCommit.find(rules)).isEmpty();
    write(".git/packed-refs", "# pack-refs with: peeled\n" + ID + " refs/heads/main\n");
    assertThat(GitCommit.find(rules)).contains(ID);
    write(".git/refs/heads/main", ID.replace('0', 'f') + "\n");
    assertThat(GitCommit.find(rules)).contains(ID.replace('0', 'f'));
  }

  @Test
  void a_further_working_tree_is_followed_to_its_repository() throws IOException {
    write("repo/.git/refs/heads/live", ID + "\n");
    write("repo/.git/worktrees/live/HEAD", "ref: refs/heads/live\n");
    write("repo/.git/worktrees/live/commondir", "../..\n");
    write("live/.git", "gitdir: " + folder.resolve("repo/.git/worktrees/live") + "\n");
    assertThat(GitCommit.find(folder.resolve("live"))).contains(ID);
  }

  @Test
  void what_is_no_commit_is_none() throws IOException {
    for (String head : new String[] {"", "ref: ../../etc/passwd", "ref: refs/heads/../x", "zzz"}) {
      write(".git/HEAD", head);
      assertThat(GitCommit.find(folder)).as(head).isEmpty();
    }
  }
}
