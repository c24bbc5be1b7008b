package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void the_version_is_told() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("trueup ");
  }

  @Test
  void no_command_is_unusable_input() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("no command given");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
