package io.trueup.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/**
 * A rule bundle of a given size: a bundle that is there, and beside it what grows in years of
 * business, exceptions by client, product, vendor and device class, and tolerances agreed with
 * somebody. The same texts for the same size. The names are those of {@link GeneratedFolder}.
 */
final class GeneratedRules {
  private static final int PER_FILE = 25;
  private static final int THRESHOLDS = 40;
  private static final int COMPANIES = 200;
  private static final int KINDS = 7;

  private GeneratedRules() {}

  /**
   * @param bundle texts by path, {@code policy.yml} among them
   * @param rules how many to add
   */
  static Map<String, String> beside(Map<String, String> bundle, int rules) {
    Map<String, String> files = new TreeMap<>(bundle);
    StringBuilder policy = new StringBuilder(bundle.getOrDefault("policy.yml", ""));
    policy.append("\n# Units that may differ, by what was agreed.\n");
    for (int i = 0; i < THRESHOLDS; i++) {
      policy.append("agreed_units_").append(i).append(": ").append(tolerated(i)).append('\n');
    }
    files.put("policy.yml", policy.toString());
    int written = 0;
    while (written < rules) {
      int kind = kind(written);
      String folder = kind < 5 ? "service-mapping" : "discrepancies";
      StringBuilder text = new StringBuilder("package trueup." + folder.replace("-", "") + "\n");
      int file = written / PER_FILE;
      for (int i = 0; i < PER_FILE && written < rules; i++) {
        text.append(rule(kind, written++));
      }
      files.put(folder + "/exceptions-" + file + ".drl", text.toString());
    }
    return files;
  }

  /** The text of one file of such a bundle after somebody changed one rule of it. */
  static String changed(String text, int round) {
    return text.replaceFirst(
        "companyId == \"C[0-9]+\"", "companyId == \"C" + (1_000 + round) + "\"");
  }

  /** Which of the seven kinds of exception the nth is. */
  static int kind(int n) {
    return n / PER_FILE % KINDS;
  }

  /** The client that the nth is about, where it is about one. */
  static String company(int n) {
    return "C" + n % COMPANIES;
  }

  /** The product that the nth is about, where it is about one. */
  static String product(int n) {
    return "P" + n / COMPANIES;
  }

  /** Units that the nth tolerates, where it tolerates any. */
  static int tolerated(int n) {
    return 1 + n % THRESHOLDS % 5;
  }

  private static String rule(int kind, int n) {
    String company = company(n);
    String product = product(n);
    String sku = "sku" + n / COMPANIES;
    return switch (kind) {
      case 0 ->
          text(
              n,
              "Agreement " + n + " leaves out what this client gets for nothing",
              """
              $usage : Usage( link == "linked", companyStatus == "active", companyId == "%s", productKey == "%s", state == "disabled" )
              """
                  .formatted(company, sku),
              "Exclusion.because( $usage, \"agreed_exception\" )");
      case 1 ->
          text(
              n,
              "Agreement " + n + " does not count this client's mobile devices",
              """
              $usage : Usage( $id : id, companyId == "%s", kind == "device", deviceClass == "mobile" )
              $selection : Selection( usageId == $id, productCode == "%s", billed )
              """
                  .formatted(company, product),
              "NotCounted.by( $selection, \"agreed_exception\" )");
      case 2 ->
          text(
              n,
              "Vendor exception " + n + " leaves out trials of a product",
              """
              $usage : Usage( link == "linked", companyStatus == "active", vendor == "vendor%d", productKey == "sku%d-trial" )
              """
                  .formatted(n % 6, n),
              "Exclusion.because( $usage, \"trial\" )");
      case 3 ->
          text(
              n,
              "Agreement " + n + " leaves out idle seats of a product",
              """
              $usage : Usage( $id : id, companyId == "%s", link == "linked", companyStatus == "active", productKey == "%s", state in ( "disabled", "suspended" ) )
              exists Selection( usageId == $id, billed, idle )
              not Decision( kind == "bill_idle", companyId == "%s", productCode == "%s" )
              """
                  .formatted(company, sku, company, product),
              "Exclusion.because( $usage, \"agreed_exception\" )");
      case 4 ->
          text(
              n,
              "Agreement " + n + " counts what is committed to by this client",
              """
              Decision( kind == "agreed_commitment", companyId == "%s", productCode == "%s" )
              $usage : Usage( $id : id, companyId == "%s", committed, state == "unassigned" )
              $selection : Selection( usageId == $id, productCode == "%s", !billed )
              """
                  .formatted(company, product, company, product),
              "NotCounted.by( $selection, \"agreed_exception\" )");
      case 5 ->
          text(
              n,
              "Agreement " + n + " tolerates some units of a product",
              """
              Threshold( name == "agreed_units_%d", $units : value )
              Compared( $key : positionKey )
              $position : Position( key == $key, companyId == "%s", productCode == "%s", delta != 0, absoluteDelta <= $units )
              """
                  .formatted(n % THRESHOLDS, company, product),
              "Accepted.because( $position, \"within_tolerance\" )");
      default ->
          text(
              n,
              "Agreement " + n + " waits for the client's answer about a line",
              """
              Compared( $key : positionKey )
              $position : Position( key == $key, companyId == "%s", productCode == "%s", delta < 0, pending > 0 )
              """
                  .formatted(company, product),
              "Accepted.because( $position, \"waits_for_client\" )");
    };
  }

  private static String text(int n, String name, String conditions, String conclusion) {
    return """

        rule "%s"
            @id("%s") @owner("billing") @since("2026-11")
            @rationale("Agreed with the client in writing; see the agreement.")
        when
            %sthen
            insertLogical( %s );
        end
        """
        .formatted(name, id(n), conditions.strip().replace("\n", "\n    ") + "\n", conclusion);
  }

  /** XAA-000, XAA-001, ...: room for more than a thousand thousands. */
  private static String id(int n) {
    int hundreds = n / 1_000;
    return "X"
        + (char) ('A' + hundreds / 26)
        + (char) ('A' + hundreds % 26)
        + "-"
        + String.format("%03d", n % 1_000);
  }
}
