package io.trueup.rulebase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * What a check found.
   *
   * @param bundle ready to be evaluated; null exactly when there are problems
   * @param problems in reading order
   * @param advice what is worth a thought but keeps nothing from being used, in reading order
   */
  public record Checked(
      @Nullable RuleBundle bundle, List<RuleProblem> problems, List<RuleProblem> advice) {
    public Checked {
      problems = List.copyOf(problems);
      advice = List.copyOf(advice);
    }
  }

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
    return load(files, model, limits, new Readings(0));
  }

  /** The same, and files that {@code readings} knows are not read again. */
  public static Loaded load(
      Map<String, String> files, FactModel model, Limits limits, Readings readings) {
    Checked checked = compile(files, model, limits, readings, false, null);
    return new Loaded(checked.bundle(), checked.problems());
  }

  /**
   * The same rules with other values in the policy. Nothing is compiled: rules read the policy's
   * names, and its values are facts.
   *
   * @param text of {@code policy.yml}, with the names and kinds that the bundle's own has
   * @return the bundle, or what is wrong with the policy
   */
  public Loaded withPolicy(String text, Limits limits) {
    TreeMap<String, String> sorted = new TreeMap<>(files);
    sorted.put(BundleCompiler.POLICY, normalised(text));
    Problems problems = new Problems(BundleCompiler.POLICY, new CheckClock(limits));
    Map<String, Class<?>> types = new HashMap<>();
    List<Object> values = Policy.read(normalised(text), types, problems, limits);
    if (problems.isEmpty() && !types.equals(policyTypes(limits))) {
      problems.add(
          1,
          1,
          Fault.POLICY_VALUE,
          "the policy has other names or kinds of values than the bundle's",
          "keep a number a number, and a switch a switch");
    }
    return problems.isEmpty()
        ? new Loaded(new RuleBundle(hash(sorted), ruleBases, values, Map.copyOf(sorted)), List.of())
        : new Loaded(null, problems.list());
  }

  /**
   * The same rules, watched: each stage's {@link RuleBase#measured()} tells what they took since.
   * Evaluations take longer while they are watched.
   */
  public RuleBundle metered() {
    Map<Stage, RuleBase> watched = new EnumMap<>(Stage.class);
    ruleBases.forEach((stage, rules) -> watched.put(stage, rules.metered()));
    return new RuleBundle(hash, watched, policy, files);
  }

  private Map<String, Class<?>> policyTypes(Limits limits) {
    Map<String, Class<?>> types = new HashMap<>();
    Policy.read(
        files.getOrDefault(BundleCompiler.POLICY, ""),
        types,
        new Problems(BundleCompiler.POLICY, new CheckClock(limits)),
        limits);
    return types;
  }

  /**
   * Reads and checks a bundle, and gives advice as well.
   *
   * @param tested ids of the rules that some scenario names, so that the others can be pointed out;
   *     null when scenarios are not known
   */
  public static Checked check(
      Map<String, String> files,
      FactModel model,
      Limits limits,
      Readings readings,
      @Nullable Set<String> tested) {
    return compile(files, model, limits, readings, true, tested);
  }

  private static Checked compile(
      Map<String, String> files,
      FactModel model,
      Limits limits,
      Readings readings,
      boolean advised,
      @Nullable Set<String> tested) {
    TreeMap<String, String> sorted = new TreeMap<>();
    files.forEach((path, text) -> sorted.put(path, normalised(text)));
    BundleCompiler compiler = new BundleCompiler(sorted, model, limits, readings);
    compiler.compile(advised, tested);
    RuleBundle bundle =
        compiler.problems().isEmpty()
            ? new RuleBundle(hash(sorted), compiler.bases(), compiler.policy(), Map.copyOf(sorted))
            : null;
    return new Checked(bundle, compiler.problems(), compiler.advice());
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

  /**
   * The hash that a bundle of these texts has, whether they can be used or not.
   *
   * @param files texts by path
   */
  public static String hash(Map<String, String> files) {
    TreeMap<String, String> sorted = new TreeMap<>();
    files.forEach((path, text) -> sorted.put(path, normalised(text)));
    return hash(sorted);
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
