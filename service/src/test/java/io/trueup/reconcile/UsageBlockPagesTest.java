package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.Page.Total;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which blocks a page of usage is looked for in. */
@ExtendWith(TestDatabases.class)
final class UsageBlockPagesTest {
  private static final int RECORDS = 9_000;

  private final TenantId tenant = TenantId.create();
  private final UUID run = UUID.randomUUID();
  private final List<UsageBlock> blocks = new ArrayList<>();

  /**
   * Accounts of a few records, and one that is divided among three clients in runs of any length.
   */
  private static Map<Integer, UsageGroup.Verdict> month(Random dice) {
    Map<Integer, UsageGroup.Verdict> verdicts = new TreeMap<>();
    int account = 0;
    String company = "C0";
    String fate = "counted";
    for (int ordinal = 1; ordinal <= RECORDS; ordinal++) {
      boolean divided = ordinal > 1_000 && ordinal < 6_000;
      if (divided ? dice.nextInt(40) == 0 : dice.nextInt(30) == 0) {
        account += divided ? 0 : 1;
        company = "C" + dice.nextInt(3);
        fate = UsageRow.FATES.get(dice.nextInt(100) < 90 ? 0 : 1 + dice.nextInt(2));
      }
      String id = divided ? "divided" : "T%05d".formatted(account);
      verdicts.put(
          ordinal,
          new UsageGroup.Verdict("i", id, company, "user", "", "", fate, "", "", List.of()));
    }
    return verdicts;
  }

  private void store(TenantDb db, Map<Integer, UsageGroup.Verdict> verdicts) {
    UsageGroups groups = new UsageGroups(blocks::add, new HashMap<>());
    for (String company : List.of("C0", "C1", "C2")) {
      verdicts.forEach(
          (ordinal, verdict) -> {
            if (verdict.companyId().equals(company)) {
              groups.adder(verdict, List.of()).add(ordinal, BigDecimal.ONE);
            }
          });
      groups.flush();
    }
    db.useTenant(
        tenant,
        handle ->
            BulkLoad.load(
                handle,
                UsageBlock.TABLE,
                UsageBlock.COLUMNS,
                run,
                blocks.iterator(),
                UsageBlock::write));
  }

  private static UsageDao.Filter filter(String fate, String company) {
    return new UsageDao.Filter(
        Optional.empty(),
        Optional.of(fate).filter(f -> !f.isEmpty()),
        Optional.of(company).filter(c -> !c.isEmpty()),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void they_have_the_next_records_that_fit_and_few_others(long seed, TestDatabase database) {
    Map<Integer, UsageGroup.Verdict> verdicts = month(new Random(seed));
    TenantDb db = new TenantDb(database.jdbi());
    store(db, verdicts);
    for (String fate : List.of("", "counted", "excluded", "unaccounted")) {
      for (String company : List.of("", "C1")) {
        List<Integer> fit = fitting(verdicts, fate, company);
        Total total = db.read(tenant, handle -> UsageDao.count(handle, run, filter(fate, company)));
        assertThat(total).isEqualTo(new Total(fit.size(), "exact"));
        for (int after = 0; after < RECORDS; after += 137) {
          int last = after;
          List<Integer> page = fit.stream().filter(ordinal -> ordinal > last).limit(20).toList();
          List<Integer> asked =
              db.read(
                  tenant, handle -> UsageDao.blocks(handle, run, filter(fate, company), last, 20));
          assertThat(recordsOf(asked)).as("after %s", last).containsAll(page);
          assertThat(asked).hasSizeLessThan(60);
        }
      }
    }
  }

  private static List<Integer> fitting(
      Map<Integer, UsageGroup.Verdict> verdicts, String fate, String company) {
    return verdicts.entrySet().stream()
        .filter(each -> fate.isEmpty() || each.getValue().fate().equals(fate))
        .filter(each -> company.isEmpty() || each.getValue().companyId().equals(company))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Set<Integer> recordsOf(Collection<Integer> firsts) {
    Set<Integer> wanted = Set.copyOf(firsts);
    Set<Integer> records = new HashSet<>();
    for (UsageBlock block : blocks) {
      if (wanted.contains(block.firstOrdinal())) {
        for (UsageGroup group : block.groups()) {
          for (int ordinal : group.ordinals()) {
            records.add(ordinal);
          }
        }
      }
    }
    return records;
  }
}
