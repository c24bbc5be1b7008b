package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a generated month as an export folder: the same bytes for the same size and seed, and read
 * again the same month.
 */
final class GeneratedFolder {
  static final LocalDate AS_OF = GeneratedMonth.AS_OF;

  private final Path folder;
  private final Month month;

  GeneratedFolder(Path folder, Size size) {
    this(folder, GeneratedMonth.of(size));
  }

  GeneratedFolder(Path folder, Month month) {
    this.folder = folder;
    this.month = month;
  }

  void write() throws IOException {
    Files.createDirectories(folder);
    file(
        "companies.csv",
        "company_id,name,status",
        row -> month.companies().forEach(c -> row.accept(c.companyId(), c.name(), c.status())));
    file(
        "agreements.csv",
        "agreement_id,company_id,name,currency,billing_cycle,start_date",
        row ->
            month
                .agreements()
                .forEach(
                    a ->
                        row.accept(
                            a.agreementId(),
                            a.companyId(),
                            a.name(),
                            a.currency(),
                            a.billingCycle(),
                            a.startDate())));
    file(
        "additions.csv",
        "addition_id,agreement_id,product_code,quantity,included_quantity,unit_price,bill_customer,effective_date,cancelled_date",
        row ->
            month
                .additions()
                .forEach(
                    a ->
                        row.accept(
                            a.additionId(),
                            a.agreementId(),
                            a.productCode(),
                            a.quantity(),
                            a.includedQuantity(),
                            a.unitPrice(),
                            a.billCustomer(),
                            a.effectiveDate(),
                            a.cancelledDate())));
    file(
        "products.csv",
        "product_code,description,unit_price,currency",
        row ->
            month
                .products()
                .forEach(
                    p ->
                        row.accept(p.productCode(), p.description(), p.unitPrice(), p.currency())));
    systems();
    policy();
    file(
        "usage.csv",
        "integration_id,account_id,record_id,kind,product_code,product_name,name,user_id,device_id,device_class,state,quantity,unit,unit_cost,created_at,last_active_at,commitment_end_date,mailbox_type",
        row -> month.usage().forEach(record -> usage(record, row)));
  }

  private void systems() throws IOException {
    file(
        "integrations.csv",
        "integration_id,category,vendor,last_attempt_at,last_success_at,last_status,max_age_hours,match_on_name",
        row ->
            month
                .integrations()
                .forEach(
                    i ->
                        row.accept(
                            i.integrationId(),
                            i.category(),
                            i.vendor(),
                            i.lastAttemptAt(),
                            i.lastSuccessAt(),
                            i.lastStatus(),
                            i.maxAgeHours(),
                            i.matchOnName())));
    file(
        "accounts.csv",
        "integration_id,account_id,name,external_ref",
        row ->
            month
                .accounts()
                .forEach(
                    a -> row.accept(a.integrationId(), a.accountId(), a.name(), a.externalRef())));
  }

  private void policy() throws IOException {
    file(
        "service_mappings.csv",
        "mapping_id,product_code,category,integration_id,kind,usage_product_code,states,count,inactive_after_days,units_per_billing_unit,minimum_quantity,tolerance,tolerance_amount",
        row -> month.serviceMappings().forEach(mapping -> mapping(mapping, row)));
    file(
        "decisions.csv",
        "decision_id,kind,company_id,product_code,value,until,reason,decided_by,decided_at",
        row ->
            month
                .decisions()
                .forEach(
                    d ->
                        row.accept(
                            d.decisionId(),
                            d.kind(),
                            d.companyId(),
                            d.productCode(),
                            d.value(),
                            d.until(),
                            d.reason(),
                            d.decidedBy(),
                            d.decidedAt())));
  }

  private static void mapping(ServiceMapping m, Row row) {
    row.accept(
        m.mappingId(),
        m.productCode(),
        m.category(),
        m.integrationId(),
        String.join(";", m.kinds()),
        String.join(";", m.usageProductCodes()),
        String.join(";", m.states()),
        m.count(),
        m.inactiveAfterDays(),
        m.unitsPerBillingUnit(),
        m.minimumQuantity(),
        m.tolerance(),
        m.toleranceAmount());
  }

  private static void usage(UsageRecord u, Row row) {
    row.accept(
        u.integrationId(),
        u.accountId(),
        u.recordId(),
        u.kind(),
        u.productCode(),
        u.productName(),
        u.name(),
        u.userId(),
        u.deviceId(),
        u.deviceClass(),
        u.state(),
        u.quantity(),
        u.unit(),
        u.unitCost(),
        u.createdAt(),
        u.lastActiveAt(),
        u.commitmentEndDate(),
        u.attributes().get("mailbox_type"));
  }

  private interface Row {
    void accept(@Nullable Object... cells);
  }

  private void file(String name, String header, Consumer<Row> rows) throws IOException {
    try (BufferedWriter out =
        Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8)) {
      out.write(header);
      out.write('\n');
      rows.accept(
          cells -> {
            try {
              for (int i = 0; i < cells.length; i++) {
                out.write(i == 0 ? "" : ",");
                out.write(cells[i] == null ? "" : String.valueOf(cells[i]));
              }
              out.write('\n');
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
