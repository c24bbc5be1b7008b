package io.trueup.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts of a rule bundle by their paths in it: rules, policy and presets, and nothing else. */
public final class BundleFiles {
  /** A larger text is no rule file. */
  private static final long MOST_BYTES = 4L << 20;

  private BundleFiles() {}

  /** The bundle that is shipped, from the class path. */
  public static Map<String, String> shipped() {
    URL policy =
        Objects.requireNonNull(
            BundleFiles.class.getResource("/rules/policy.yml"), "no rules on the class path");
    try {
      if (!policy.getProtocol().equals("jar")) {
        return read(Objects.requireNonNull(Path.of(policy.toURI()).getParent()));
      }
      String spec = policy.toString();
      URI jar = new URI(spec.substring(0, spec.indexOf("!/")).substring("jar:".length()));
      try (FileSystem zip = FileSystems.newFileSystem(Path.of(jar))) {
        return read(zip.getPath("/rules"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path names " + policy, e);
    }
  }

  /**
   * The bundle in a folder.
   *
   * @return texts by path with {@code /} between names, sorted; empty when the folder has none
   * @throws IOException when a file cannot be read, is too large or is not UTF-8
   */
  public static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder, 3)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (belongs(path) && Files.isRegularFile(file)) {
          texts.put(path, text(file));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Collections.unmodifiableMap(texts);
  }

  /** What a build leaves beside the rules, and hidden files, are no part of a bundle. */
  private static boolean belongs(String path) {
    if (path.startsWith("target/") || path.startsWith(".") || path.contains("/.")) {
      return false;
    }
    return path.endsWith(".drl")
        || (!path.contains("/") && path.endsWith(".yml"))
        || (path.startsWith("presets/") && path.endsWith(".csv"));
  }

  /**
   * A text file.
   *
   * @throws IOException when it cannot be read, is too large or is not UTF-8
   */
  public static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MiB");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8", e);
    }
  }
}
