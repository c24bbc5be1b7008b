package io.trueup.rulebase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a run: the rules of the three stages, the policy, and the presets' texts.
 * Immutable; equal texts have equal hashes.
 */
public final class RuleBundle {
  /** The stages, in the order in which they run. */
  public enum Stage {
    CLIENT_MATCHING("client-matching"),
    SERVICE_MAPPING("service-mapping"),
    DISCREPANCIES("discrepancies");

    private final String folder;

    Stage(String folder) {
      this.folder = folder;
    }

    /** The stage's folder in a bundle. */
    public String folder() {
      return folder;
    }

    /** The package that the folder's rules name. */
    public String drlPackage() {
      return "trueup." + folder.replace("-", "");
    }

    static Optional<Stage> find(String folder) {
      return Arrays.stream(values()).filter(s -> s.folder.equals(folder)).findFirst();
    }
  }

  /**
   * A bundle, or all the reasons why there is none.
   *
   * @param bundle null exactly when there are problems
   * @param problems in reading order
   */
  public record Loaded(@Nullable RuleBundle bundle, List<RuleProblem> problems) {
    public Loaded {
      problems = List.copyOf(problems);
    }

    /**
     * The bundle.
     *
     * @throws IllegalStateException when there are problems; the message lists them
     */
    public RuleBundle get() {
      if (bundle == null) {
        StringBuilder text = new StringBuilder("the rule bundle has problems");
        problems.forEach(p -> text.append('\n').append(p));
        throw new IllegalStateException(text.toString());
      }
      return bundle;
    }
  }

  private static final String POLICY = "policy.yml";

  private final String hash;
  private final Map<Stage, RuleBase> ruleBases;
  private final List<Object> policy;
  private final Map<String, String> files;

  private RuleBundle(
      String hash, Map<Stage, RuleBase> ruleBases, List<Object> policy, Map<String, String> files) {
    this.hash = hash;
    this.ruleBases = ruleBases;
    this.policy = List.copyOf(policy);
    this.files = files;
  }

  /**
   * Reads and checks a bundle.
   *
   * @param files texts by path: {@code discrepancies/quantity.drl}, {@code policy.yml}, {@code
   *     presets/...}
   * @return the bundle, or every problem of every file
   */
  public static Loaded load(Map<String, String> files, FactModel model, Limits limits) {
    TreeMap<String, String> sorted = new TreeMap<>();
    files.forEach((path, text) -> sorted.put(path, normalised(text)));
    List<RuleProblem> found = new ArrayList<>();
    Map<Stage, List<RuleSource>> sources = new EnumMap<>(Stage.class);
    List<Object> policy = new ArrayList<>();
    for (Map.Entry<String, String> file : sorted.entrySet()) {
      Problems problems = new Problems(file.getKey());
      if (file.getKey().endsWith(".drl")) {
        sort(file.getKey(), file.getValue(), sources, problems);
      } else if (file.getKey().equals(POLICY)) {
        policy.addAll(Policy.read(file.getValue(), problems, limits));
      }
      found.addAll(problems.list());
    }
    Lint lint = new Lint();
    Map<Stage, RuleBase> bases = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      Compiled compiled =
          new RuleBaseCompiler(stage.drlPackage(), model, limits, lint)
              .compile(sources.getOrDefault(stage, List.of()));
      found.addAll(compiled.problems());
      RuleBase base = compiled.ruleBase();
      if (base != null) {
        bases.put(stage, base);
      }
    }
    if (!found.isEmpty()) {
      found.sort(RuleProblem.IN_READING_ORDER);
      return new Loaded(null, found);
    }
    return new Loaded(new RuleBundle(hash(sorted), bases, policy, Map.copyOf(sorted)), List.of());
  }

  private static void sort(
      String path, String text, Map<Stage, List<RuleSource>> sources, Problems problems) {
    String[] parts = path.split("/", -1);
    Optional<Stage> stage = parts.length == 2 ? Stage.find(parts[0]) : Optional.empty();
    if (stage.isEmpty()) {
      problems.add(
          1,
          1,
          Fault.FOLDER,
          "rules are not read from here",
          "rule files stand in "
              + String.join(", ", Arrays.stream(Stage.values()).map(Stage::folder).toList()));
      return;
    }
    sources.computeIfAbsent(stage.get(), s -> new ArrayList<>()).add(new RuleSource(path, text));
  }

  /**
   * SHA-256 of the whole, 64 small hexadecimal digits. Line ends do not matter, everything else
   * does.
   */
  public String hash() {
    return hash;
  }

  /** The rules of a stage. */
  public RuleBase rules(Stage stage) {
    RuleBase base = ruleBases.get(stage);
    if (base == null) {
      throw new IllegalStateException("no rules for " + stage);
    }
    return base;
  }

  /** The rules of all stages, stage by stage. */
  public List<RuleInfo> catalogue() {
    List<RuleInfo> all = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      all.addAll(rules(stage).rules());
    }
    return all;
  }

  /**
   * The policy as facts: Threshold, PolicyText, PolicySwitch and Listed, in the order of
   * policy.yml.
   */
  public List<Object> policy() {
    return policy;
  }

  /** The texts by path, with line ends normalised. */
  public Map<String, String> files() {
    return files;
  }

  private static String normalised(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String hash(TreeMap<String, String> sorted) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> file : sorted.entrySet()) {
        byte[] path = file.getKey().getBytes(StandardCharsets.UTF_8);
        byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
        digest.update((path.length + " " + text.length + " ").getBytes(StandardCharsets.US_ASCII));
        digest.update(path);
        digest.update(text);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
