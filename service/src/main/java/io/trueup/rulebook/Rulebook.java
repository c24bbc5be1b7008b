package io.trueup.rulebook;

import io.trueup.audit.AuditLog;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.rulebase.RuleProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's published bundles. One is in force; publishing another is one transaction that either
 * is seen whole by the next run or not at all.
 */
public final class Rulebook {
  private static final String SYSTEM = "system";

  private final TenantDb db;
  private final BundleContent shipped;
  private final Set<TenantId> ready = ConcurrentHashMap.newKeySet();

  /**
   * @param shipped what a tenant begins with
   */
  public Rulebook(TenantDb db, BundleContent shipped) {
    this.db = db;
    this.shipped = shipped;
  }

  /**
   * Gives a tenant its first bundle, the shipped one. A tenant that never had any other gets what a
   * later version of the program ships as its next bundle; one that has rules of its own keeps
   * them.
   */
  public void ensure(TenantId tenant) {
    if (ready.contains(tenant)) {
      return;
    }
    db.useTenant(tenant, this::begin);
    ready.add(tenant);
  }

  private void begin(Handle handle) {
    // Nodes that meet a tenant for the first time at once: the second finds it done.
    handle
        .createQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('rulebook ' || current_setting('app.tenant'), 0))) l")
        .mapTo(Integer.class)
        .one();
    Optional<BundleRow> inForce =
        BundleDao.lockPublished(handle).flatMap(version -> BundleDao.find(handle, version));
    if (inForce.isPresent()
        && (!inForce.get().origin().equals(BundleRow.SHIPPED)
            || BundleDao.known(handle, shipped.hash()))) {
      return;
    }
    BundleDao.store(handle, shipped);
    publish(
        handle,
        new Publication(
            shipped.hash(),
            BundleRow.SHIPPED,
            inForce.map(BundleRow::version).orElse(null),
            null,
            null,
            inForce.isPresent()
                ? "What a newer version of Trueup ships"
                : "The rules that Trueup ships",
            SYSTEM,
            null,
            null,
            "",
            ""));
  }

  /** The bundle in force. */
  public static BundleRow inForce(Handle handle) {
    return BundleDao.findPublished(handle)
        .flatMap(version -> BundleDao.find(handle, version))
        .orElseThrow(() -> new IllegalStateException("the tenant has no bundle yet"));
  }

  /**
   * Publishes an older bundle again, under a new number, if this version of the program can use it.
   *
   * @param expected the number of the bundle that the caller saw in force; null for any
   * @throws ProblemException when there is no such bundle, it cannot be used or is in force
   *     already, or another one was published meanwhile
   */
  public BundleRow rollBack(
      TenantId tenant, long version, @Nullable Long expected, String reason, String by) {
    ensure(tenant);
    requireUsable(
        version,
        db.read(
            tenant,
            handle ->
                BundleDao.content(
                    handle,
                    BundleDao.find(handle, version)
                        .orElseThrow(() -> ProblemException.notFound("bundle"))
                        .hash())));
    return db.inTenant(tenant, handle -> rollBack(handle, version, expected, reason, by));
  }

  /**
   * It could be used when it was published; another version of the program may see it otherwise.
   */
  private static void requireUsable(long version, BundleContent content) {
    List<RuleProblem> problems = new ArrayList<>(new CompiledBundles().load(content).problems());
    problems.addAll(BundleCheck.presets(content.rules()));
    if (!problems.isEmpty()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "This version of Trueup cannot use bundle "
              + version
              + ": "
              + problems.get(0)
              + ". Begin a draft from it and mend that.");
    }
  }

  /**
   * Publishes an older bundle again, within the caller's transaction and whether or not it can be
   * used.
   *
   * @param expected the number of the bundle that the caller saw in force; null for any
   * @throws ProblemException when there is no such bundle, it is in force already, or another one
   *     was published meanwhile
   */
  public static BundleRow rollBack(
      Handle handle, long version, @Nullable Long expected, String reason, String by) {
    BundleRow wanted =
        BundleDao.find(handle, version).orElseThrow(() -> ProblemException.notFound("bundle"));
    long inForce = BundleDao.lockPublished(handle).orElseThrow();
    if (expected != null && expected != inForce) {
      throw new ProblemException(
          ProblemType.PRECONDITION_FAILED,
          "Bundle " + inForce + " was published meanwhile; read the rulebook again.");
    }
    BundleRow now = BundleDao.find(handle, inForce).orElseThrow();
    if (now.hash().equals(wanted.hash())) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "Bundle " + inForce + " is in force and has the files of bundle " + version + ".");
    }
    return publish(
        handle,
        new Publication(
            wanted.hash(), "rollback", inForce, null, version, reason, by, null, null, "", ""));
  }

  /** Puts a bundle in force whose content is stored, and says so in the audit trail. */
  static BundleRow publish(Handle handle, Publication publication) {
    long version = BundleDao.publish(handle, publication);
    BundleRow published = BundleDao.find(handle, version).orElseThrow();
    Map<String, String> detail = new TreeMap<>();
    detail.put("hash", published.hash());
    detail.put("rules_hash", published.rulesHash());
    detail.put("origin", published.origin());
    put(detail, "base", published.baseVersion());
    put(detail, "draft_id", published.draftId());
    put(detail, "restored", published.restored());
    put(detail, "approved_by", published.approvedBy());
    put(detail, "override_reason", published.overrideReason());
    put(detail, "source", published.source().isEmpty() ? null : published.source());
    put(detail, "commit", published.commitId().isEmpty() ? null : published.commitId());
    put(detail, "message", published.message());
    AuditLog.append(
        handle, published.publishedBy(), "bundle.published", Long.toString(version), detail);
    return published;
  }

  private static void put(Map<String, String> detail, String name, @Nullable Object value) {
    if (value != null) {
      detail.put(name, value.toString());
    }
  }
}
