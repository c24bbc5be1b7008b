package io.trueup.ruletests;

import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.TableRules;
import io.trueup.stage.RuleFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules as they lie in the repository, so that a changed text can stand in for one of them. */
final class ShippedBundle {
  private static final Path RULES = Path.of("..", "rules");
  private static final String BUNDLE_FILE = "[a-z-]+/[^/]+\\.(drl|table\\.csv)|policy\\.yml";

  private ShippedBundle() {}

  /** Texts by path below {@code rules/}. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(RULES)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = RULES.relativize(file).toString().replace('\\', '/');
        if (path.matches(BUNDLE_FILE)) {
          files.put(path, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The same with the rules of tables written out, so that they can be changed like any other. */
  static Map<String, String> asDrl() {
    Map<String, String> files = new TreeMap<>();
    files()
        .forEach(
            (path, text) -> {
              boolean table = TableRules.isTable(path);
              files.put(
                  table ? path.replaceFirst("csv$", "drl") : path,
                  table ? RuleFacts.table(path, text).drl() : text);
            });
    return files;
  }

  static RuleBundle load() {
    return RuleFacts.load(files()).get();
  }
}
