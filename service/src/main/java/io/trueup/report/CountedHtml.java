package io.trueup.report;

import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageTable;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.RowEvidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the used quantity of a discrepancy was counted: by which mapping, from which records. */
final class CountedHtml {
  private static final int NAMED_RECORDS = 20;
  private static final int MOST_SLICES = 12;

  private final Reconciled result;
  private final InputIndex input;
  private final Html html;

  CountedHtml(Reconciled result, InputIndex input, Html html) {
    this.result = result;
    this.input = input;
    this.html = html;
  }

  void write(DiscrepancyRow row) {
    RowEvidence evidence = row.evidence();
    List<UsageSlice> slices = UsageSlice.of(result, evidence.groups());
    Optional<ServiceMapping> mapping = input.mapping(evidence.mappingId());
    if (slices.isEmpty() && mapping.isEmpty()) {
      return;
    }
    html.open("li")
        .element("h3", row.used() == null ? "Counted" : "Counted " + Show.units(row.used()));
    mapping.ifPresent(this::mapping);
    if (evidence.duplicates() > 0) {
      html.element(
          "p",
          Show.many(evidence.duplicates(), "further record")
              + " of the same person or device count once.");
    }
    if (evidence.parts().size() > 1) {
      List<String> parts = new ArrayList<>();
      for (Map.Entry<String, BigDecimal> part : evidence.parts().entrySet()) {
        String name = input.company(part.getKey()).map(c -> c.name()).orElse(part.getKey());
        parts.add(name + " " + Show.units(part.getValue()));
      }
      html.element("p", "Of them: " + String.join(", ", parts) + ".");
    }
    slices.stream().limit(MOST_SLICES).forEach(this::records);
    if (slices.size() > MOST_SLICES) {
      html.element(
          "p",
          Show.many(slices.size() - MOST_SLICES, "further group") + " of records in usage.csv.",
          "class",
          "note");
    }
    html.close("li");
  }

  private void mapping(ServiceMapping m) {
    List<String> of = new ArrayList<>();
    filter(of, "", m.kinds());
    filter(of, "", m.usageProductCodes());
    filter(of, "", m.deviceClasses());
    m.attributeFilters().forEach((name, value) -> of.add(name + " " + value));
    html.open("p").text("Mapping ").element("code", m.mappingId());
    html.text(
        " counts "
            + Show.words(m.count())
            + (of.isEmpty() ? "" : " of " + String.join(", ", of))
            + " from "
            + (m.integrationId().isEmpty() ? Show.words(m.category()) : m.integrationId())
            + (m.statesGiven() ? ", " + String.join(" or ", m.states()) : "")
            + per(m)
            + ".");
    html.close("p");
  }

  private static String per(ServiceMapping m) {
    StringBuilder more = new StringBuilder();
    if (m.unitsPerBillingUnit().compareTo(BigDecimal.ONE) != 0) {
      more.append(", ")
          .append(Show.units(m.unitsPerBillingUnit()))
          .append(" to a billed unit, rounded ")
          .append(m.rounding());
    }
    if (m.minimumQuantity() != null) {
      more.append(", at least ").append(Show.units(m.minimumQuantity()));
    }
    if (m.inactiveAfterDays() != null) {
      more.append(", idle after ").append(m.inactiveAfterDays()).append(" days");
    }
    if (m.basis().equals("high_water")) {
      more.append(", the month's highest");
    }
    return more.toString();
  }

  private static void filter(List<String> of, String name, List<String> values) {
    if (!values.isEmpty()) {
      of.add(name + String.join(" or ", values));
    }
  }

  private void records(UsageSlice slice) {
    UsageTable.AccountRef account = slice.account();
    UsageTable.Form form = slice.form();
    html.open("p", "class", "slice");
    html.element("b", Show.many(slice.size(), "record"));
    html.text(
        " · "
            + account.integrationId()
            + " / "
            + account.accountId()
            + " · "
            + form.kind()
            + (form.productCode().isEmpty() ? "" : " " + form.productCode())
            + (form.deviceClass().isEmpty() ? "" : " " + form.deviceClass())
            + ", "
            + form.state());
    if (slice.quantity().compareTo(BigDecimal.valueOf(slice.size())) != 0) {
      html.text(", quantity " + Show.units(slice.quantity()));
    }
    html.close("p").open("ul", "class", "records");
    for (int i = 0; i < Math.min(NAMED_RECORDS, slice.size()); i++) {
      String id = slice.recordId(i);
      String label = slice.name(i).isEmpty() ? slice.userId(i) : slice.name(i);
      html.open("li").element("code", id);
      html.text(label.isEmpty() || label.equals(id) ? "" : " " + label).close("li");
    }
    int more = slice.size() - NAMED_RECORDS;
    if (more > 0) {
      html.element("li", "and " + Show.count(more) + " more in usage.csv", "class", "note");
    }
    html.close("ul");
  }
}
