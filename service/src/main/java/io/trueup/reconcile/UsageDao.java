package io.trueup.reconcile;

import io.trueup.platform.http.Page.Total;
import io.trueup.reconcile.UsageGroupDao.Group;
import io.trueup.reconcile.UsageGroupDao.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What became of usage records one by one, within the transaction's tenant. */
public final class UsageDao {
  private UsageDao() {}

  /** Which records; empty options do not filter. */
  public record Filter(
      Optional<String> discrepancyId,
      Optional<String> fate,
      Optional<String> companyId,
      Optional<String> integrationId,
      Optional<String> accountId) {
    /** The records that a discrepancy rests on. */
    public static Filter of(String discrepancyId) {
      return new Filter(
          Optional.of(discrepancyId),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** A row and its number within the run. */
  public record Placed(UsageRow row, long ordinal) {}

  /**
   * Records in the run's own order: by integration, account and record.
   *
   * @param after number of the last row before, 0 for the first page
   */
  public static List<Placed> list(Handle handle, UUID run, Filter filter, long after, int limit) {
    List<Group> groups =
        UsageGroupDao.bindAfter(
                bind(
                    handle.createQuery(
                        UsageGroupDao.after(
                            "SELECT " + UsageGroupDao.COLUMNS + " FROM " + from(filter))),
                    filter),
                after,
                limit)
            .bind("run", run)
            .map((row, context) -> UsageGroupDao.row(row))
            .list();
    Members members = Members.of(groups.stream().map(Group::ordinals).toList(), after, limit);
    List<Placed> placed = new ArrayList<>();
    UsagePages.each(
        handle,
        run,
        members.ordinals(),
        (ordinal, record) -> {
          Group group = groups.get(members.groups()[placed.size()]);
          placed.add(
              new Placed(
                  new UsageRow(
                      group.integrationId(),
                      group.accountId(),
                      record.recordId(),
                      group.companyId(),
                      group.fate(),
                      group.additionId(),
                      group.reason(),
                      group.ruleIds(),
                      RecordDetail.of(record)),
                  ordinal));
          return true;
        });
    return placed;
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total count(Handle handle, UUID run, Filter filter) {
    return Total.of(
        bind(
                handle.createQuery(
                    "SELECT coalesce(sum(c.records), 0) FROM (SELECT g.records FROM %s LIMIT %d) c"
                        .formatted(from(filter), Total.LIMIT + 1)),
                filter)
            .bind("run", run)
            .mapTo(Long.class)
            .one());
  }

  private static String from(Filter filter) {
    List<String> all = new ArrayList<>();
    all.add("g.run_id = :run");
    filter
        .discrepancyId()
        .ifPresent(
            value -> all.add("g.first_ordinal = ANY (" + UsageGroupDao.OF_DISCREPANCY + ")"));
    filter.fate().ifPresent(value -> all.add("g.fate = :fate"));
    filter.companyId().ifPresent(value -> all.add("g.company_id = :company"));
    filter.integrationId().ifPresent(value -> all.add("g.integration_id = :integration"));
    filter.accountId().ifPresent(value -> all.add("g.account_id = :account"));
    return "usage_group g WHERE " + String.join(" AND ", all);
  }

  private static Query bind(Query sql, Filter filter) {
    filter.discrepancyId().ifPresent(value -> sql.bind("discrepancy", value));
    filter.fate().ifPresent(value -> sql.bind("fate", value));
    filter.companyId().ifPresent(value -> sql.bind("company", value));
    filter.integrationId().ifPresent(value -> sql.bind("integration", value));
    filter.accountId().ifPresent(value -> sql.bind("account", value));
    return sql;
  }
}
