package io.trueup.benchmarks;

import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every program must find alike: the figures of one discrepancy, matched lines included. What
 * only the engine has (texts, rules, evidence, the way back to the records) is not compared.
 *
 * @param company the client, empty when none is known
 * @param product the product, or the vendor's SKU where no product is known
 * @param classification one of the seven classes
 * @param reason why, as a code
 */
public record Finding(
    String company,
    String product,
    String classification,
    String reason,
    @Nullable BigDecimal billed,
    @Nullable BigDecimal used,
    @Nullable BigDecimal delta,
    @Nullable BigDecimal unitPrice,
    String currency,
    @Nullable BigDecimal impact,
    boolean held,
    @Nullable BigDecimal heldAmount,
    @Nullable BigDecimal inactive,
    @Nullable BigDecimal reclaimable) {

  static Finding of(DiscrepancyRow row) {
    return new Finding(
        row.companyId(),
        row.productCode(),
        row.classification(),
        row.reason(),
        row.billed(),
        row.used(),
        row.delta(),
        row.unitPrice(),
        row.currency(),
        row.monthlyImpact(),
        row.held(),
        row.heldAmount(),
        row.inactive(),
        row.reclaimable());
  }

  static List<Finding> of(Collection<DiscrepancyRow> rows) {
    return rows.stream().map(Finding::of).toList();
  }

  /** One line; numbers without what does not change their value. */
  String line() {
    return String.join(
        "|",
        company,
        product,
        classification,
        reason,
        text(billed),
        text(used),
        text(delta),
        text(unitPrice),
        currency,
        text(impact),
        held ? "held" : "",
        text(heldAmount),
        text(inactive),
        text(reclaimable));
  }

  private static String text(@Nullable BigDecimal number) {
    return number == null
        ? ""
        : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Lines of all, sorted: a result whatever its order. */
  static List<String> lines(Collection<Finding> findings) {
    List<String> lines = new ArrayList<>(findings.size());
    findings.forEach(finding -> lines.add(finding.line()));
    Collections.sort(lines);
    return lines;
  }

  /** SHA-256 over the sorted lines. */
  static String digest(Collection<Finding> findings) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String line : lines(findings)) {
        sha.update(line.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) '\n');
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
