package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trueup.demo.DemoMonth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the tutorial is run, in its order, and prints what the page says. {@code
 * -Dtrueup.update=true} writes what they print into the page.
 */
final class TutorialTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/tutorial-rules.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
  private static final String MARK = "--- 8< ---";
  private static final long PATIENCE_SECONDS = 600;

  /** What differs from run to run. */
  private static final List<Pattern> CHANGING =
      List.of(
          Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
          Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"));

  @TempDir Path folder;

  @Test
  void every_command_prints_what_the_page_says() throws Exception {
    for (String tool : List.of("bash", "curl", "jq", "sed", "diff")) {
      assumeTrue(isThere(tool), tool + " is not installed");
    }
    copy("rules");
    copy("rule-tests/scenarios");
    Path data = folder.resolve(".trueup/demo/data");
    DemoMonth.write(data);
    String page = Files.readString(PAGE);
    String made;
    try (DemoServer server = DemoServer.start(folder.resolve(".trueup/demo"), data, 0)) {
      server.load(data, DemoMonth.PROVIDER, DemoMonth.AS_OF);
      made = run(page, server.address().toString());
    }
    if (Boolean.getBoolean("trueup.update")) {
      Files.writeString(PAGE, made);
    }
    assertThat(masked(made)).isEqualTo(masked(page));
  }

  /** Commands must not reach the repository itself. */
  private void copy(String path) throws IOException {
    try (Stream<Path> walk = Files.walk(ROOT.resolve(path))) {
      for (Path from : walk.filter(each -> !each.toString().contains("/target")).toList()) {
        Path to = folder.resolve(ROOT.relativize(from));
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(from, to);
      }
    }
  }

  private static boolean isThere(String tool) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v " + tool)
            .redirectErrorStream(true)
            .start()
            .waitFor()
        == 0;
  }

  private static String masked(String page) {
    String text = page;
    for (Pattern each : CHANGING) {
      text = each.matcher(text).replaceAll("*");
    }
    return text;
  }

  /** The page with what its commands print. */
  private String run(String page, String address) throws Exception {
    List<List<String>> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      blocks.add(commands(block.group(1)));
    }
    List<String> printed = printed(blocks, address);
    int next = 0;
    StringBuilder made = new StringBuilder();
    Matcher again = BLOCK.matcher(page);
    for (List<String> commands : blocks) {
      assertThat(again.find()).isTrue();
      StringBuilder told = new StringBuilder("```console\n");
      for (String command : commands) {
        told.append("$ ").append(command).append('\n').append(printed.get(next++));
      }
      again.appendReplacement(made, Matcher.quoteReplacement(told.append("```").toString()));
    }
    return again.appendTail(made).toString();
  }

  /** The commands of a block, each with its here-document or its next lines. */
  private static List<String> commands(String block) {
    List<String> commands = new ArrayList<>();
    String end = "";
    boolean more = false;
    for (String line : block.lines().toList()) {
      int last = commands.size() - 1;
      if (!end.isEmpty() || more) {
        commands.set(last, commands.get(last) + "\n" + line);
        more = end.isEmpty() && line.endsWith("\\");
        end = line.equals(end) ? "" : end;
      } else if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
        Matcher here = Pattern.compile("<<'(\\w+)'").matcher(line);
        end = here.find() ? here.group(1) : "";
        more = end.isEmpty() && line.endsWith("\\");
      }
    }
    return commands;
  }

  private List<String> printed(List<List<String>> blocks, String address) throws Exception {
    StringBuilder script = new StringBuilder();
    script.append("exec 2>&1\ntrueup() { \"$JAVA\" -XX:TieredStopAtLevel=1 -cp \"$CP\"");
    script.append(" -Dtrueup.home=. io.trueup.app.Main \"$@\"; }\n");
    for (List<String> block : blocks) {
      for (String command : block) {
        script.append(
            command.replace("./trueup ", "trueup ").replace("http://127.0.0.1:8080", address));
        script.append("\necho '").append(MARK).append("'\n");
      }
    }
    Path file = folder.resolve("tutorial.sh");
    Files.writeString(file, script);
    Path out = folder.resolve("tutorial.out");
    ProcessBuilder bash = new ProcessBuilder("bash", file.toString()).directory(folder.toFile());
    bash.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    bash.environment().put("CP", System.getProperty("java.class.path"));
    bash.redirectErrorStream(true).redirectOutput(out.toFile());
    Process process = bash.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String all = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(ended).as(all).isTrue();
    List<String> printed = new ArrayList<>(List.of(all.split(Pattern.quote(MARK) + "\n", -1)));
    printed.remove(printed.size() - 1);
    return printed;
  }
}
