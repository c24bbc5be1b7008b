package io.trueup.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a job is told.
 *
 * @param input folder of all months, as any Hadoop file system names it
 * @param from how months lie there
 * @param out folder of all results
 * @param to how results are written
 * @param rules folder or ZIP of a rule bundle; null for the shipped one
 * @param asOf the day to judge at
 * @param tenants those to reconcile; empty for all
 * @param months those to reconcile; empty for all
 * @param tasks partitions that rows of tables are divided into; 0 for one a tenant's month
 */
record JobArguments(
    String input,
    Format from,
    String out,
    Format to,
    @Nullable String rules,
    AsOf asOf,
    Set<String> tenants,
    Set<String> months,
    int tasks) {
  /** How months or results lie in a folder. */
  enum Format {
    CSV,
    PARQUET
  }

  static final String USAGE =
      """
      ReconcileJob --input PATH --out PATH [options]
        --input PATH          all months: tenant=T/month=YYYY-MM/*.csv, or a Parquet data set a table
        --out PATH            all results, in the same folders; results of the same months are replaced
        --from csv|parquet    what the input is; csv when left out
        --to csv|parquet      what the results shall be; csv when left out
        --rules PATH          folder or ZIP of a rule bundle; the shipped one when left out
        --as-of WHEN          last-sync (when left out), month-end, or a day such as 2026-10-31
        --tenants A,B         these tenants only
        --months M,N          these months only
        --tasks N             tasks that Parquet rows are divided into; one a tenant's month when left out
      Exit code: 0 all reconciled, 1 some not (OUT/errors.csv), 2 nothing done, 3 a fault.
      """;

  private static final List<String> NAMES =
      List.of(
          "--input",
          "--out",
          "--from",
          "--to",
          "--rules",
          "--as-of",
          "--tenants",
          "--months",
          "--tasks");

  /**
   * Reads arguments, {@code --name value} each.
   *
   * @throws UnusableJob when they are not usable
   */
  static JobArguments of(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!NAMES.contains(arguments[i])) {
        throw new UnusableJob("there is no argument " + arguments[i], "see docs/spark.md");
      }
      if (i + 1 == arguments.length || arguments[i + 1].isBlank()) {
        throw new UnusableJob(arguments[i] + " has no value", "give one");
      }
      if (values.put(arguments[i], arguments[i + 1]) != null) {
        throw new UnusableJob(arguments[i] + " is there twice", "give one");
      }
    }
    return new JobArguments(
        required(values, "--input"),
        format("--from", values.get("--from")),
        required(values, "--out"),
        format("--to", values.get("--to")),
        values.get("--rules"),
        AsOf.of(values.getOrDefault("--as-of", "last-sync")),
        list(values.getOrDefault("--tenants", "")),
        list(values.getOrDefault("--months", "")),
        tasks(values.getOrDefault("--tasks", "0")));
  }

  /** Whether this tenant's month is asked for. */
  boolean wants(TenantMonth key) {
    return (tenants.isEmpty() || tenants.contains(key.tenant()))
        && (months.isEmpty() || months.contains(key.month()));
  }

  private static String required(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new UnusableJob(name + " is missing", "name a folder");
    }
    return value;
  }

  private static Format format(String name, @Nullable String value) {
    if (value == null || value.equals("csv")) {
      return Format.CSV;
    }
    if (value.equals("parquet")) {
      return Format.PARQUET;
    }
    throw new UnusableJob(name + " is " + value, "write csv or parquet");
  }

  private static Set<String> list(String value) {
    Set<String> texts = new TreeSet<>(List.of(value.split(",", -1)));
    texts.remove("");
    return texts;
  }

  private static int tasks(String value) {
    try {
      int tasks = Integer.parseInt(value);
      if (tasks >= 0 && tasks <= 1_000_000) {
        return tasks;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UnusableJob("--tasks is " + value, "write a number from 1 to 1000000");
  }
}
