package io.trueup.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The demo as people start it: a process of its own, on a free port and in a fresh folder, of which
 * nothing is known but what it prints.
 */
final class Demo implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("Open (http://\\S+/sign-in/link/\\S+)");
  private static final Pattern PERSON =
      Pattern.compile("\\s{7}(\\w+) +\\S.* (\\w{5}-\\w{5}-\\w{5}-\\w{5})");
  private static final Path LOG = Path.of("target", "demo.log");
  private static final String LAST_LINE = "Ctrl-C stops it.";

  private final Process process;
  private final Path home;
  private final URI link;
  private final Map<String, String> passwords;

  private Demo(Process process, Path home, URI link, Map<String, String> passwords) {
    this.process = process;
    this.home = home;
    this.link = link;
    this.passwords = passwords;
  }

  static Demo start() {
    try {
      Path home = Files.createTempDirectory("trueup-browser-tests");
      Process process = process(home);
      List<String> told = new ArrayList<>();
      try {
        told = untilReady(process);
        return new Demo(process, home, link(told), passwords(told));
      } catch (RuntimeException | IOException e) {
        process.destroy();
        throw new IllegalStateException(
            "the demo did not start; it said " + told + ", and " + Files.readString(LOG), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process process(Path home) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseParallelGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx1g",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.trueup.app.Main",
            "demo",
            "--quiet",
            "--port",
            "0",
            "--home",
            home.toString());
    Files.createDirectories(LOG.getParent());
    Process process = new ProcessBuilder(command).redirectError(LOG.toFile()).start();
    // Tests that are stopped half-way leave nothing running.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process;
  }

  /** Reads until it is ready; what it prints afterwards is read and forgotten. */
  private static List<String> untilReady(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> told = new ArrayList<>();
    String line = out.readLine();
    while (line != null && !line.contains(LAST_LINE)) {
      told.add(line);
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("it ended");
    }
    Thread rest = new Thread(() -> out.lines().forEach(each -> {}), "demo-output");
    rest.setDaemon(true);
    rest.start();
    return told;
  }

  private static URI link(List<String> told) {
    return told.stream()
        .map(LINK::matcher)
        .filter(Matcher::find)
        .map(found -> URI.create(found.group(1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("it named no link"));
  }

  private static Map<String, String> passwords(List<String> told) {
    Map<String, String> passwords = new HashMap<>();
    for (String line : told) {
      Matcher person = PERSON.matcher(line);
      if (person.matches()) {
        passwords.put(person.group(1), person.group(2));
      }
    }
    return passwords;
  }

  /** The address that it asks to open; it signs its first person in, once. */
  URI link() {
    return link;
  }

  /** {@code http://127.0.0.1:port}. */
  String origin() {
    return link.getScheme() + "://" + link.getAuthority();
  }

  String password(String name) {
    String password = passwords.get(name);
    if (password == null) {
      throw new IllegalArgumentException("the demo has nobody named " + name);
    }
    return password;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy(); // as Ctrl-C: it stops its PostgreSQL
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }
}
