package io.trueup.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command, run as a user runs it. */
record Cli(int code, String out, String err) {
  static Cli run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int code = line.execute(texts);
    return new Cli(code, out.toString(), err.toString());
  }

  /** What stderr says after the progress. */
  String error() {
    return err.lines()
        .filter(line -> !line.matches("\\d+/\\d+ .*"))
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }
}
