package io.trueup.reconcile;

import io.trueup.platform.db.CopyRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Groups of one account, of one client and within one band of records, which are stored in one row.
 *
 * @param groups by their first records, at least one
 */
public record UsageBlock(List<UsageGroup> groups) {
  /** The table of blocks. */
  public static final String TABLE = "usage_block";

  /** The view that has a row a group, and what tells these apart. */
  public static final String GROUPS = "usage_group";

  static final List<String> COLUMNS =
      List.of(
          "first_ordinal",
          "last_ordinal",
          "counted",
          "excluded",
          "unaccounted",
          "integration_id",
          "account_id",
          "company_id",
          "firsts",
          "sizes",
          "ordinals",
          "quantities",
          "kinds",
          "product_codes",
          "device_classes",
          "fates",
          "addition_ids",
          "reasons",
          "rule_ids");

  private static final String BETWEEN = "\n";

  public UsageBlock {
    groups = groups.stream().sorted(Comparator.comparingInt(UsageGroup::firstOrdinal)).toList();
  }

  /** The columns of {@link #GROUPS} but tenant and run. */
  public static List<String> groupColumns() {
    return List.of(
        "first_ordinal",
        "block",
        "records",
        "ordinals",
        "quantity",
        "integration_id",
        "account_id",
        "company_id",
        "kind",
        "product_code",
        "device_class",
        "fate",
        "addition_id",
        "reason",
        "rule_ids");
  }

  /**
   * The groups of a table of blocks, as {@link #GROUPS} has them.
   *
   * @param blocks a table with the columns of {@link #TABLE}, with or without tenant and run
   */
  public static String groupsIn(String blocks) {
    return """
    SELECT b.first_ordinal AS block, g.first_ordinal, g.records, g.ordinals, g.quantity,
      b.integration_id, b.account_id, b.company_id, g.kind, g.product_code, g.device_class, g.fate,
      g.addition_id, g.reason, string_to_array(g.rule_ids, E'\\n') AS rule_ids
    FROM %s b CROSS JOIN LATERAL unnest(b.firsts, b.sizes, b.ordinals, b.quantities, b.kinds,
      b.product_codes, b.device_classes, b.fates, b.addition_ids, b.reasons, b.rule_ids)
      AS g (first_ordinal, records, ordinals, quantity, kind, product_code, device_class, fate,
        addition_id, reason, rule_ids)
    """
        .formatted(blocks);
  }

  /** The number that tells it from all other blocks of the run. */
  public int firstOrdinal() {
    return groups.get(0).firstOrdinal();
  }

  private int lastOrdinal() {
    return groups.stream().mapToInt(UsageGroup::lastOrdinal).max().orElseThrow();
  }

  private long records(String fate) {
    return groups.stream()
        .filter(group -> group.verdict().fate().equals(fate))
        .mapToLong(group -> group.ordinals().length)
        .sum();
  }

  void write(CopyRow copy) {
    UsageGroup.Verdict shared = groups.get(0).verdict();
    copy.number(firstOrdinal()).number(lastOrdinal());
    UsageRow.FATES.forEach(fate -> copy.number(records(fate)));
    copy.text(shared.integrationId())
        .text(shared.accountId())
        .text(shared.companyId())
        .numbers(each(UsageGroup::firstOrdinal))
        .numbers(each(group -> group.ordinals().length))
        .texts(each(UsageBlock::packed))
        .decimals(each(UsageGroup::quantity))
        .texts(verdicts(UsageGroup.Verdict::kind))
        .texts(verdicts(UsageGroup.Verdict::productCode))
        .texts(verdicts(UsageGroup.Verdict::deviceClass))
        .texts(verdicts(UsageGroup.Verdict::fate))
        .texts(verdicts(UsageGroup.Verdict::additionId))
        .texts(verdicts(UsageGroup.Verdict::reason))
        .texts(verdicts(verdict -> String.join(BETWEEN, verdict.ruleIds())));
  }

  private static String packed(UsageGroup group) {
    return "\\x" + HexFormat.of().formatHex(Ordinals.pack(group.ordinals()));
  }

  private <T> List<T> each(Function<UsageGroup, T> of) {
    List<T> all = new ArrayList<>(groups.size());
    groups.forEach(group -> all.add(of.apply(group)));
    return all;
  }

  private List<String> verdicts(Function<UsageGroup.Verdict, String> of) {
    return each(group -> of.apply(group.verdict()));
  }

  /**
   * A group that a discrepancy rests on.
   *
   * @param block the first ordinal of the block that it is in
   * @param group its own first ordinal
   */
  public record Link(int block, int group) {}
}
