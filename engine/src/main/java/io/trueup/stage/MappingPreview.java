package io.trueup.stage;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a service mapping would count in a month, by the rules that a run uses.
 *
 * @param selected records that all its filters accept, whoever's they are
 * @param counted records that it counts; those that another mapping counts instead are left out
 * @param quantity what they come to after units and rounding, position by position, added up
 * @param billed units of the billing positions that use it
 * @param lines how many such positions there are
 * @param clients what it comes to by client and product, the largest difference first, then the
 *     most used
 * @param left why selected records are not counted by it, the most records first
 * @param misses records that one of its filters alone keeps out, the most first; at most {@link
 *     #MISSES} kinds
 */
public record MappingPreview(
    long selected,
    long counted,
    BigDecimal quantity,
    BigDecimal billed,
    int lines,
    List<Client> clients,
    List<Left> left,
    List<Miss> misses) {
  /** Kinds of near misses that are told. */
  public static final int MISSES = 12;

  public MappingPreview {
    clients = List.copyOf(clients);
    left = List.copyOf(left);
    misses = List.copyOf(misses);
  }

  /**
   * One client's product.
   *
   * @param used units after rounding, as the next run would say
   * @param billed units billed; 0 where nothing bills it
   * @param hasLine whether a billing position uses it
   * @param records records behind it
   * @param currency of the impact; empty where no price is known
   * @param impact what the difference is worth a month, before any rule looked at it
   */
  public record Client(
      String companyId,
      String companyName,
      String productCode,
      BigDecimal used,
      BigDecimal billed,
      boolean hasLine,
      long records,
      String currency,
      BigDecimal impact) {
    /** Units used and not billed, or the other way round. */
    public BigDecimal difference() {
      return used.subtract(billed);
    }
  }

  /**
   * Records that are selected and not counted.
   *
   * @param reason a code as in the usage of a run, or {@code counted_by ID}
   */
  public record Left(String reason, long records) {}

  /**
   * Records that one filter keeps out.
   *
   * @param column of service_mappings.csv
   * @param value what the records say there
   * @param examples some of them: integration, account and name or id
   */
  public record Miss(String column, String value, long records, List<String> examples) {
    public Miss {
      examples = List.copyOf(examples);
    }
  }
}
