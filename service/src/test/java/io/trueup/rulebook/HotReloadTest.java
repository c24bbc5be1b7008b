package io.trueup.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBundle;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** New rules count without a restart, again and again, and leave nothing behind. */
@ExtendWith(TestDatabases.class)
final class HotReloadTest {
  private static final int PUBLICATIONS = 100;
  private static final int WARM = 30;

  private record Memory(long heap, long metaspace, int classes) {
    static Memory now() throws InterruptedException {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(50);
      }
      Runtime runtime = Runtime.getRuntime();
      long metaspace =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().contains("Metaspace"))
              .map(MemoryPoolMXBean::getUsage)
              .mapToLong(usage -> usage.getUsed())
              .sum();
      return new Memory(
          runtime.totalMemory() - runtime.freeMemory(),
          metaspace,
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }
  }

  @Test
  void a_hundred_publications_leave_memory_and_classes_as_they_were(TestDatabase database)
      throws InterruptedException {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = TenantId.create();
    db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, 'reload', 'Reload')) c")
                .bind("id", tenant.value())
                .mapTo(Integer.class)
                .one());
    new Rulebook(db, Shipped.content()).ensure(tenant);
    CompiledBundles publishing = new CompiledBundles(200_000);
    Approvals approvals = new Approvals(new DraftGates(db, publishing, Comparison.none(), 1));
    // Another node, which learns of a publication from the database alone.
    CompiledBundles running = new CompiledBundles(200_000);
    RulesInForce inForce = new RulesInForce(running);
    Memory warm = Memory.now();
    for (int i = 1; i <= PUBLICATIONS; i++) {
      publish(db, tenant, approvals, i);
      RuleBundle bundle = db.read(tenant, inForce::get);
      assertThat(bundle.files().get("policy.yml")).endsWith("published_as: " + i + "\n");
      evaluate(bundle);
      if (i == WARM) {
        warm = Memory.now();
      }
    }
    Memory end = Memory.now();
    assertThat(db.read(tenant, BundleDao::count)).isEqualTo(PUBLICATIONS + 1);
    assertThat(publishing.size()).as("bounded").isLessThanOrEqualTo(3);
    assertThat(running.size()).isLessThanOrEqualTo(3);
    assertThat(end.classes() - warm.classes()).as("classes").isLessThan(60);
    assertThat(end.metaspace() - warm.metaspace()).as("metaspace").isLessThan(3L << 20);
    assertThat(end.heap() - warm.heap()).as("heap").isLessThan(16L << 20);
  }

  /** As an approved draft; what comes before that is told elsewhere. */
  private static void publish(TenantDb db, TenantId tenant, Approvals approvals, int number) {
    db.useTenant(
        tenant,
        handle -> {
          DraftRow draft = Drafts.create(handle, "number " + number, null, "key:editor");
          UUID id = draft.draftId();
          String rules = "discrepancies/quantity.drl";
          Drafts.put(
              handle,
              id,
              null,
              "policy.yml",
              Shipped.content().files().get("policy.yml")
                  + "\n# Counts.\npublished_as: "
                  + number
                  + "\n",
              "key:editor");
          Drafts.put(
              handle,
              id,
              null,
              rules,
              Shipped.content().files().get(rules) + "// " + number + "\n",
              "key:editor");
          DraftDao.update(
              handle,
              id,
              new DraftDao.Change("approved", false, null, "key:approver", null, null),
              "key:approver");
          approvals.publish(handle, id, null, "", "key:approver");
        });
  }

  private static void evaluate(RuleBundle bundle) {
    for (RuleBundle.Stage stage : RuleBundle.Stage.values()) {
      Outcome outcome = bundle.rules(stage).evaluate(new ArrayList<>(bundle.policy()));
      assertThat(outcome.complete()).isTrue();
    }
  }
}
