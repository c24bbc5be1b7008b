package io.trueup.rulebook;

import io.trueup.rulebase.RuleBundle;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All files of a bundle: rules, policy, presets and scenarios, as texts by path. Line ends are
 * newlines, everything else is as it was written.
 */
public final class BundleContent {
  /** Most files in a bundle. */
  public static final int MOST_FILES = 10_000;

  /** Longest file, characters. */
  public static final int MOST_CHARACTERS = 1 << 20;

  /** Longest bundle, characters. */
  public static final long MOST_CHARACTERS_IN_ALL = 32L << 20;

  private final Map<String, String> files;
  private final Map<String, String> rules;
  private final String hash;
  private final String rulesHash;

  private BundleContent(Map<String, String> files) {
    this.files = Collections.unmodifiableMap(files);
    Map<String, String> deciding = new TreeMap<>(files);
    deciding.keySet().removeIf(BundlePath::scenario);
    this.rules = Collections.unmodifiableMap(deciding);
    this.hash = RuleBundle.hash(files);
    this.rulesHash = RuleBundle.hash(deciding);
  }

  /**
   * The content that these files make.
   *
   * @param texts by path
   * @throws UnusableBundle when a path or a text cannot be part of a bundle, or there is too much
   */
  public static BundleContent of(Map<String, String> texts) {
    if (texts.isEmpty()) {
      throw new UnusableBundle("a bundle needs a file", "the bundle", "add policy.yml and rules");
    }
    if (texts.size() > MOST_FILES) {
      throw new UnusableBundle(
          texts.size() + " files are too many", "the bundle", "keep to " + MOST_FILES);
    }
    Map<String, String> files = new TreeMap<>();
    Map<String, String> folded = new HashMap<>();
    long characters = 0;
    for (Map.Entry<String, String> file : texts.entrySet()) {
      String path = requirePath(file.getKey());
      String twin = folded.put(path.toLowerCase(Locale.ROOT), path);
      if (twin != null) {
        throw new UnusableBundle(
            "the name differs from " + twin + " by capitals alone", path, "rename one of them");
      }
      String text = text(path, file.getValue());
      characters += text.length();
      files.put(path, text);
    }
    requireRoom(characters, "the bundle");
    return new BundleContent(files);
  }

  /**
   * A path, if a bundle may have it.
   *
   * @throws UnusableBundle when it may not
   */
  public static String requirePath(String path) {
    if (!BundlePath.allowed(path)) {
      throw new UnusableBundle(
          "no file of a bundle stands here", shown(path), "use " + BundlePath.RULE);
    }
    return path;
  }

  /**
   * A text as it is kept.
   *
   * @throws UnusableBundle when it is too long or holds what no text holds
   */
  static String text(String path, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new UnusableBundle(
          "the file is longer than " + MOST_CHARACTERS + " characters", path, "split it");
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnusableBundle("the file holds a NUL", path, "save it as text in UTF-8");
    }
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** Refuses more than a bundle may hold in all. */
  static void requireRoom(long characters, String where) {
    if (characters > MOST_CHARACTERS_IN_ALL) {
      throw new UnusableBundle(
          characters + " characters are too many", where, "keep to " + MOST_CHARACTERS_IN_ALL);
    }
  }

  /** A name that others chose, harmless to print. */
  static String shown(String path) {
    String plain = path.replaceAll("\\p{C}", "?");
    return plain.length() > 120 ? plain.substring(0, 117) + "..." : plain;
  }

  /** All texts by path, sorted. */
  public Map<String, String> files() {
    return files;
  }

  /** What decides a run: all texts but the scenarios. */
  public Map<String, String> rules() {
    return rules;
  }

  /** The scenarios by path. */
  public Map<String, String> scenarios() {
    Map<String, String> scenarios = new TreeMap<>(files);
    scenarios.keySet().removeIf(path -> !BundlePath.scenario(path));
    return scenarios;
  }

  /** SHA-256 over all paths and texts, hex. */
  public String hash() {
    return hash;
  }

  /** The same over {@link #rules()} alone: the hash that runs and {@code trueup rules} show. */
  public String rulesHash() {
    return rulesHash;
  }
}
