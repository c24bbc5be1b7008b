package io.trueup.rulebook;

import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Loaded;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The rules that decide for a tenant. What is in force is asked of the database every time, so a
 * publication counts at once on every node; only what was compiled is remembered.
 */
public final class RulesInForce {
  private final CompiledBundles compiled;

  public RulesInForce(CompiledBundles compiled) {
    this.compiled = compiled;
  }

  /**
   * The rules in force for the transaction's tenant; the shipped ones where it has no bundle yet.
   *
   * @throws UnusableBundle when this version of the program cannot use them
   */
  public RuleBundle get(Handle handle) {
    Optional<Long> version = BundleDao.findPublished(handle);
    return version.isPresent() ? get(handle, version.get()) : shipped();
  }

  /** The rules that this version of the program brings. */
  public RuleBundle shipped() {
    return compiled("the shipped rules", Shipped.content().rulesHash(), Shipped::content);
  }

  /**
   * The rules of a published bundle of the transaction's tenant.
   *
   * @throws UnusableBundle when this version of the program cannot use them
   */
  public RuleBundle get(Handle handle, long version) {
    BundleRow row = BundleDao.find(handle, version).orElseThrow();
    return compiled(
        "bundle " + version, row.rulesHash(), () -> BundleDao.content(handle, row.hash()));
  }

  /**
   * As {@link #get(Handle, long)}, but what is stored is read and looked at even where it was
   * compiled before: for a proof.
   *
   * @throws UnusableBundle when this version of the program cannot use them, or they are not what
   *     was published
   */
  public RuleBundle getVerified(Handle handle, long version) {
    BundleRow row = BundleDao.find(handle, version).orElseThrow();
    BundleContent content = BundleDao.content(handle, row.hash());
    String name = "bundle " + version;
    if (!content.hash().equals(row.hash())) {
      throw changed(name);
    }
    return compiled(name, row.rulesHash(), () -> content);
  }

  private static UnusableBundle changed(String name) {
    return new UnusableBundle(
        "its files are not those that were published", name, "restore the database's backup");
  }

  private RuleBundle compiled(String name, String rulesHash, Supplier<BundleContent> content) {
    Optional<RuleBundle> known = compiled.find(rulesHash);
    if (known.isPresent()) {
      return known.get();
    }
    BundleContent files = content.get();
    if (!files.rulesHash().equals(rulesHash)) {
      throw changed(name);
    }
    Loaded loaded = compiled.load(files);
    RuleBundle bundle = loaded.bundle();
    if (bundle == null) {
      throw new UnusableBundle(
          "this version of Trueup cannot use it: " + loaded.problems().get(0),
          name,
          "publish a draft that passes the check");
    }
    return bundle;
  }
}
