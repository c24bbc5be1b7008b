package io.trueup.rulebook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trueup.rulebase.Readings;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Loaded;
import io.trueup.rulebase.RuleProblem;
import io.trueup.scenario.Feature;
import io.trueup.stage.RuleFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compiled bundles by the hash of what decides, so that a run does not wait for a compilation.
 * Tenants whose rules are equal share one: a compiled bundle is immutable and knows nobody's data.
 * The least used make room when together they grow too large; a run that is under way keeps its
 * own.
 */
public final class CompiledBundles {
  /**
   * What all rules together may measure, in characters of their texts. Compiled, a bundle takes
   * some 11 bytes for each.
   */
  static final long ROOM = 8L << 20;

  private final Cache<String, RuleBundle> cache;
  private final Readings readings = new Readings();

  /** With the usual room. */
  public CompiledBundles() {
    this(ROOM);
  }

  /**
   * With other room.
   *
   * @param room characters of rule texts, all bundles together
   */
  public CompiledBundles(long room) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(room)
            .weigher((String hash, RuleBundle bundle) -> weight(bundle))
            .executor(Runnable::run)
            .build();
  }

  private static int weight(RuleBundle bundle) {
    return bundle.files().values().stream().mapToInt(String::length).sum();
  }

  /**
   * Compiles, unless it was compiled before.
   *
   * @return the bundle, or every problem of every file
   */
  public Loaded load(BundleContent content) {
    return load(content.rulesHash(), content::rules);
  }

  /** Checks a bundle, with advice. Files that were read before are not read again. */
  RuleBundle.Checked check(BundleContent content) {
    RuleBundle.Checked checked =
        RuleFacts.check(
            content.rules(), readings, Feature.rulesNamed(content.scenarios()).orElse(null));
    RuleBundle bundle = checked.bundle();
    if (bundle != null) {
      cache.put(content.rulesHash(), bundle);
    }
    return checked;
  }

  /** The compiled bundle of that hash, if it is at hand. */
  Optional<RuleBundle> find(String rulesHash) {
    return Optional.ofNullable(cache.getIfPresent(rulesHash));
  }

  private Loaded load(String rulesHash, Supplier<Map<String, String>> texts) {
    List<RuleProblem> problems = new ArrayList<>();
    RuleBundle bundle =
        cache.get(
            rulesHash,
            hash -> {
              Loaded loaded = RuleFacts.load(texts.get(), readings);
              problems.addAll(loaded.problems());
              return loaded.bundle();
            });
    return new Loaded(bundle, problems);
  }

  /** How many there are. */
  public long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }
}
