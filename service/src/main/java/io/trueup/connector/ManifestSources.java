package io.trueup.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where manifests come from: the program itself, and folders. */
final class ManifestSources {
  private static final String MANIFEST = "connector.yml";
  private static final String CARD = "README.md";

  private ManifestSources() {}

  /**
   * A manifest's text.
   *
   * @param name what problems call it
   * @param card the page beside it, empty where there is none
   */
  record Source(String name, String text, String card) {}

  static List<Source> shipped() {
    return inProgram(
        root -> {
          try {
            return Files.isDirectory(root)
                ? folder(root, path -> "shipped " + root.relativize(path))
                : List.of();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static Map<String, byte[]> samples(String id) {
    return inProgram(
        root -> {
          Map<String, byte[]> samples = new TreeMap<>();
          Path folder = root.resolve(id).resolve("samples");
          if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
              for (Path file : files.toList()) {
                samples.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return samples;
        });
  }

  /** The manifests of a folder and of those directly below it. */
  static List<Source> folder(Path folder) throws IOException {
    return folder(folder, Path::toString);
  }

  private static List<Source> folder(Path folder, Function<Path, String> name) throws IOException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        if (Files.isDirectory(path)) {
          Path manifest = path.resolve(MANIFEST);
          if (Files.isRegularFile(manifest)) {
            sources.add(source(manifest, name.apply(manifest)));
          }
        } else if (String.valueOf(path.getFileName()).endsWith(".yml")) {
          sources.add(source(path, name.apply(path)));
        }
      }
    }
    return sources;
  }

  /** One manifest: the file itself, or the one in a folder. */
  static List<Source> file(Path file) throws IOException {
    Path manifest = Files.isDirectory(file) ? file.resolve(MANIFEST) : file;
    if (!Files.isRegularFile(manifest)) {
      throw new NoSuchFileException(file.toString());
    }
    return List.of(source(manifest, manifest.toString()));
  }

  /** What a manifest may extend: its neighbours. */
  static List<Source> around(Path file) throws IOException {
    Path manifest = (Files.isDirectory(file) ? file.resolve(MANIFEST) : file).toAbsolutePath();
    Path folder = manifest.getParent();
    if (folder == null) {
      return List.of();
    }
    Path above =
        String.valueOf(manifest.getFileName()).equals(MANIFEST) && folder.getParent() != null
            ? folder.getParent()
            : folder;
    return folder(above).stream()
        .filter(source -> !Path.of(source.name()).equals(manifest))
        .toList();
  }

  private static Source source(Path manifest, String name) throws IOException {
    Path card = manifest.resolveSibling(CARD);
    return new Source(
        name,
        Files.readString(manifest),
        Files.isRegularFile(card) ? Files.readString(card, StandardCharsets.UTF_8) : "");
  }

  private static <T> T inProgram(Function<Path, T> work) {
    URL here = ManifestSources.class.getResource("connector.schema.json");
    if (here == null) {
      throw new IllegalStateException("the program lacks its connectors");
    }
    try {
      URI address = here.toURI();
      if (!address.getScheme().equals("jar")) {
        return work.apply(Path.of(address).resolveSibling("manifests"));
      }
      // The jar may be open as a file system already, by another thread or test.
      synchronized (ManifestSources.class) {
        try (FileSystem jar = FileSystems.newFileSystem(jarOf(address))) {
          return work.apply(jar.getPath("io/trueup/connector/manifests"));
        }
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own address cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jarOf(URI address) {
    String text = address.toString();
    return Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/"))));
  }
}
