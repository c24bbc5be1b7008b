package io.trueup.ruletests;

import io.trueup.folder.Preset;
import io.trueup.folder.Presets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rule bundle as it lies in the repository. */
public final class ShippedRules {
  private static final Path RULES = Path.of("..", "rules");

  private ShippedRules() {}

  static Map<String, String> files() {
    return files(RULES);
  }

  /** Texts by path below the folder {@code rules}: rules, policy and presets. */
  public static Map<String, String> files(Path rules) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(rules)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = rules.relativize(file).toString().replace('\\', '/');
        if (path.matches("[a-z-]+/[^/]+\\.(drl|csv)|policy\\.yml")) {
          files.put(path, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  static Map<String, Preset> presets() {
    return Presets.load(files());
  }

  /** The presets of one file, in the order of their ids. */
  static List<Preset> presets(String file) {
    String path = "presets/" + file + ".csv";
    return List.copyOf(Presets.load(Map.of(path, files().getOrDefault(path, ""))).values());
  }

  /** Names of the preset files without their ending. */
  static List<String> presetFiles() {
    return files().keySet().stream()
        .filter(path -> path.startsWith("presets/"))
        .map(path -> path.substring("presets/".length(), path.length() - ".csv".length()))
        .toList();
  }
}
