package io.trueup.spark;

import java.io.Serializable;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One tenant's month: what is reconciled as a whole, by itself.
 *
 * @param tenant the tenant's name, any text that is not empty
 * @param month as in {@code 2026-10}; whether it is one is said by {@link #problem}
 */
record TenantMonth(String tenant, String month) implements Serializable, Comparable<TenantMonth> {
  private static final long serialVersionUID = 1L;
  private static final Comparator<TenantMonth> ORDER =
      Comparator.comparing(TenantMonth::tenant).thenComparing(TenantMonth::month);
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Pattern ESCAPE = Pattern.compile("%([0-7][0-9A-Fa-f])");
  private static final String MEANING = "\"#%'*/:=?\\{}[]^";
  private static final String TENANT_IS = "tenant=";
  private static final String MONTH_IS = "month=";

  /** What makes it none, in a sentence; empty when it is one. */
  Optional<String> problem() {
    if (tenant.isBlank()) {
      return Optional.of("there is no tenant; name one");
    }
    if (!MONTH.matcher(month).matches()) {
      return Optional.of("the month is not written as one; write it as 2026-10");
    }
    try {
      YearMonth.parse(month);
      return Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("there is no such month; write it as 2026-10");
    }
  }

  /** Its folder in every layout: {@code tenant=T1/month=2026-10}, as Hive and Spark write it. */
  String folder() {
    return TENANT_IS + escaped(tenant) + "/" + MONTH_IS + escaped(month);
  }

  /** The one that two folder names say, whatever they say; empty when they are others. */
  static Optional<TenantMonth> of(String tenantFolder, String monthFolder) {
    return tenantFolder.startsWith(TENANT_IS) && monthFolder.startsWith(MONTH_IS)
        ? Optional.of(
            new TenantMonth(
                plain(tenantFolder.substring(TENANT_IS.length())),
                plain(monthFolder.substring(MONTH_IS.length()))))
        : Optional.empty();
  }

  /** Characters that mean something in a path are written as {@code %2F}. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f || MEANING.indexOf(c) >= 0) {
        out.append(String.format("%%%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String plain(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  @Override
  public int compareTo(TenantMonth other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return tenant + " " + month;
  }
}
