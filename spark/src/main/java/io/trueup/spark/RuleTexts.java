package io.trueup.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The texts of a rule bundle that decide, by path. Scenarios are left out, and what lies beside the
 * bundle's files; workbooks are not read.
 */
final class RuleTexts {
  private static final Pattern FILE =
      Pattern.compile(
          "(?:.*/)?(policy\\.yml"
              + "|(?:client-matching|service-mapping|discrepancies)/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.(?:drl|table\\.csv)"
              + "|presets/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.csv)");
  private static final String POLICY = "policy.yml";
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_FILES = 10_000;

  private final Map<String, String> texts = new TreeMap<>();

  private RuleTexts() {}

  /** The bundle that the job brings. */
  static Map<String, String> shipped() {
    URL policy =
        Objects.requireNonNull(
            RuleTexts.class.getResource("/rules/" + POLICY), "no rules on the class path");
    try {
      if (policy.getProtocol().equals("jar")) {
        String spec = policy.toString();
        String jar = spec.substring("jar:".length(), spec.indexOf("!/"));
        RuleTexts read = new RuleTexts();
        try (InputStream in = new URI(jar).toURL().openStream()) {
          read.zip(in, "rules/");
        }
        return read.texts;
      }
      return of(new Path(policy.toURI()).getParent(), new Configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path names " + policy, e);
    }
  }

  /**
   * The bundle in a folder or a ZIP.
   *
   * @throws UnusableJob when it holds none, or a file of it cannot be read
   */
  static Map<String, String> of(Path path, Configuration configuration) {
    RuleTexts read = new RuleTexts();
    try {
      FileSystem fs = path.getFileSystem(configuration);
      if (fs.getFileStatus(path).isDirectory()) {
        read.folder(fs, path);
      } else {
        try (InputStream in = fs.open(path)) {
          read.zip(in, "");
        }
      }
    } catch (IOException e) {
      throw new UnusableJob("the rules cannot be read: " + e.getMessage(), "check " + path);
    }
    if (!read.texts.containsKey(POLICY)) {
      throw new UnusableJob(
          "there is no rule bundle at " + path, "name a folder or ZIP with policy.yml at its top");
    }
    return read.texts;
  }

  private void folder(FileSystem fs, Path folder) throws IOException {
    int above = fs.makeQualified(folder).toUri().getPath().length() + 1;
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(folder, true);
    while (files.hasNext()) {
      LocatedFileStatus file = files.next();
      String path = file.getPath().toUri().getPath().substring(above);
      if (known(path).equals(Optional.of(path))) {
        try (InputStream in = fs.open(file.getPath())) {
          add(path, in);
        }
      }
    }
  }

  /**
   * @param top folder in which the bundle lies; when empty, the one that holds policy.yml
   */
  private void zip(InputStream in, String top) throws IOException {
    Map<String, String> found = new TreeMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().startsWith(top) && known(entry.getName()).isPresent()) {
        found.put(entry.getName(), text(entry.getName(), zip));
      }
    }
    String root =
        top.isEmpty()
            ? found.keySet().stream()
                .filter(name -> name.endsWith(POLICY))
                .findFirst()
                .map(name -> name.substring(0, name.length() - POLICY.length()))
                .orElse("")
            : top;
    found.forEach(
        (name, text) -> {
          String path = name.startsWith(root) ? name.substring(root.length()) : "";
          if (known(path).equals(Optional.of(path))) {
            texts.put(path, text);
          }
        });
  }

  /** The path within a bundle of a file that belongs to one. */
  private static Optional<String> known(String path) {
    Matcher file = FILE.matcher(path);
    return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
  }

  private void add(String path, InputStream in) throws IOException {
    texts.put(path, text(path, in));
    if (texts.size() > MOST_FILES) {
      throw new IOException("more than " + MOST_FILES + " files");
    }
  }

  private static String text(String path, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new IOException(path + " is larger than " + (MOST_BYTES >> 20) + " MiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException(path + " is not UTF-8", e);
    }
  }
}
