package io.trueup.provenance;

import io.trueup.reconcile.DiscrepancyRow;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records that a figure is read from: those that it rests on and, where a mapping counted, all
 * others of the same clients that the mapping could have counted, so that what was left out is
 * seen.
 *
 * @param companies whose records; none for only those that the figure rests on
 * @param integrations which the mapping reads
 * @param kinds patterns of SQL's LIKE in small letters; none for any, as are the others
 */
record RecordScope(
    String discrepancyId,
    List<String> companies,
    List<String> integrations,
    List<String> kinds,
    List<String> productCodes,
    List<String> deviceClasses) {
  RecordScope {
    companies = List.copyOf(companies);
    integrations = List.copyOf(integrations);
    kinds = List.copyOf(kinds);
    productCodes = List.copyOf(productCodes);
    deviceClasses = List.copyOf(deviceClasses);
  }

  static RecordScope of(DiscrepancyRow row, Evidence evidence) {
    CountedBy mapping = evidence.mapping();
    if (mapping == null || !mapping.countsUsage() || row.companyId().isEmpty()) {
      return new RecordScope(
          row.discrepancyId(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
    Set<String> companies = new TreeSet<>(evidence.parts().keySet());
    companies.add(row.companyId());
    return new RecordScope(
        row.discrepancyId(),
        List.copyOf(companies),
        evidence.integrations(),
        likes(mapping.kinds()),
        likes(mapping.productCodes()),
        likes(mapping.deviceClasses()));
  }

  private static List<String> likes(List<String> globs) {
    return globs.stream().map(RecordScope::like).toList();
  }

  /** A text with {@code *} as SQL has it. */
  private static String like(String glob) {
    return escaped(glob.toLowerCase(Locale.ROOT)).replace("*", "%");
  }

  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
