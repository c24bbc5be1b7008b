package io.trueup.benchmarks;

/** The exceptions of {@link GeneratedRules} as rules about single records. */
final class NaiveExceptions {
  private static final String HEAD =
      """
      package io.trueup.benchmarks.naive
      import io.trueup.facts.Accepted
      import io.trueup.facts.Compared
      import io.trueup.facts.Decision
      import io.trueup.facts.Integration
      import io.trueup.facts.Position
      import io.trueup.facts.Threshold
      import io.trueup.facts.UsageRecord
      import io.trueup.benchmarks.NaiveFacts.Excluded
      import io.trueup.benchmarks.NaiveFacts.Linked
      import io.trueup.benchmarks.NaiveFacts.PositionKey
      import io.trueup.benchmarks.NaiveFacts.Selects
      """;

  private NaiveExceptions() {}

  static String text(int rules) {
    StringBuilder text = new StringBuilder(HEAD);
    for (int n = 0; n < rules; n++) {
      boolean usage = GeneratedRules.kind(n) < 5;
      text.append("\nrule \"Exception ").append(n).append("\" salience ");
      text.append(usage ? 85 : 25).append("\nwhen\n");
      text.append(conditions(n)).append("then\n    insert( ");
      text.append(
          usage
              ? "Excluded.of( $usage )"
              : "Accepted.because( $position, \"%s\" )"
                  .formatted(
                      GeneratedRules.kind(n) == 5 ? "within_tolerance" : "waits_for_client"));
      text.append(" );\nend\n");
    }
    return text.toString();
  }

  private static String conditions(int n) {
    String company = GeneratedRules.company(n);
    String product = GeneratedRules.product(n);
    String sku = "SKU" + product.substring(1);
    return switch (GeneratedRules.kind(n)) {
      case 0 ->
          """
              $usage : UsageRecord( productCode == "%s", state == "disabled", $i : integrationId, $a : accountId )
              Linked( integrationId == $i, accountId == $a, active, companyId == "%s" )
          """
              .formatted(sku, company);
      case 1 ->
          """
              $usage : UsageRecord( kind == "device", deviceClass == "mobile", $i : integrationId, $a : accountId, $sku : productCode )
              Linked( integrationId == $i, accountId == $a, active, companyId == "%s" )
              Selects( integrationId == $i, sku == $sku, product == "%s" )
              exists PositionKey( companyId == "%s", productCode == "%s" )
          """
              .formatted(company, product, company, product);
      case 2 ->
          """
              $usage : UsageRecord( productCode == "SKU%d-trial", $i : integrationId, $a : accountId )
              Integration( integrationId == $i, vendor == "vendor%d" )
              Linked( integrationId == $i, accountId == $a, active )
          """
              .formatted(n, n % 6);
      case 3 ->
          """
              $usage : UsageRecord( productCode == "%s", state in ( "disabled", "suspended" ), $i : integrationId, $a : accountId )
              Linked( integrationId == $i, accountId == $a, active, companyId == "%s" )
              exists Selects( integrationId == $i, sku == "%s", idle( $usage ) )
              not Decision( kind == "bill_idle", companyId == "%s", productCode == "%s" )
          """
              .formatted(sku, company, sku, company, product);
      case 4 ->
          """
              Decision( kind == "agreed_commitment", companyId == "%s", productCode == "%s" )
              $usage : UsageRecord( state == "unassigned", commitmentEndDate != null, $i : integrationId, $a : accountId, $sku : productCode )
              Linked( integrationId == $i, accountId == $a, active, companyId == "%s" )
              Selects( integrationId == $i, sku == $sku, product == "%s" )
          """
              .formatted(company, product, company, product);
      case 5 ->
          """
              Threshold( name == "agreed_units_%d", $units : value )
              Compared( $key : positionKey )
              $position : Position( key == $key, companyId == "%s", productCode == "%s", delta != 0, absoluteDelta <= $units )
              not Accepted( positionKey == $key )
          """
              .formatted(n % 40, company, product);
      default ->
          """
              Compared( $key : positionKey )
              $position : Position( key == $key, companyId == "%s", productCode == "%s", delta < 0, pending > 0 )
              not Accepted( positionKey == $key )
          """
              .formatted(company, product);
    };
  }
}
