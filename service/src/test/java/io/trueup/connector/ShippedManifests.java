package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The connectors in the resources, and the folders that their tests are played from. */
final class ShippedManifests {
  private ShippedManifests() {}

  /** Ids of all that are not abstract, sorted; one only where {@code -Dconnector=ID} says so. */
  static List<String> ids() {
    String only = System.getProperty("connector", "");
    try (Stream<Path> folders = Files.list(resource("manifests"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("connector.yml")))
          .filter(folder -> !manifest(folder).path("abstract").asBoolean())
          .map(folder -> folder.getFileName().toString())
          .filter(id -> only.isEmpty() || only.equals(id))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that ask a vendor; the others read files of this machine. */
  static List<String> overHttp() {
    return ids().stream()
        .filter(
            id ->
                !manifest(folder(id)).path("streams").findPath("url").asText().startsWith("file:"))
        .toList();
  }

  static Path folder(String id) {
    return resource("manifests").resolve(id);
  }

  static Path script(String id) {
    return resource("vendors").resolve(id);
  }

  static JsonNode manifest(Path folder) {
    try {
      return new YAMLMapper().readTree(folder.resolve("connector.yml").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path resource(String name) {
    URL url = ShippedManifests.class.getResource("/io/trueup/connector/" + name);
    if (url == null) {
      throw new IllegalStateException("no resources " + name);
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
