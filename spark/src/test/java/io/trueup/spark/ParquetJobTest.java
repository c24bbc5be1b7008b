package io.trueup.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.result.Column;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.Reconciled;
import io.trueup.stage.UsageRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetJobTest {
  private static final List<TenantMonth> KEYS =
      List.of(
          new TenantMonth("001", "2026-10"),
          new TenantMonth("001", "2026-11"),
          new TenantMonth("T2", "2026-10"),
          new TenantMonth("T2", "2026-11"));

  @TempDir private static Path folders;
  @TempDir private static Path tables;
  @TempDir private Path out;

  @BeforeAll
  static void months() throws IOException {
    Map<String, List<Row>> rows = new TreeMap<>();
    Map<String, List<String>> headers = new TreeMap<>();
    for (TenantMonth key : KEYS) {
      GeneratedMonths.write(folders, key.tenant(), key.month(), 12);
      GeneratedMonths.of(key.tenant(), key.month(), 12)
          .forEach(
              (name, table) -> {
                headers.put(name, table.get(0));
                List<Row> all = rows.computeIfAbsent(name, n -> new ArrayList<>());
                table.stream().skip(1).forEach(cells -> all.add(row(key, cells)));
              });
    }
    rows.forEach((name, all) -> table(name, headers.getOrDefault(name, List.of()), all));
  }

  private static Row row(TenantMonth key, List<String> cells) {
    List<Object> values = new ArrayList<>(List.of(key.tenant(), key.month()));
    cells.forEach(cell -> values.add(cell.isEmpty() ? null : cell));
    return RowFactory.create(values.toArray());
  }

  private static void table(String name, List<String> header, List<Row> rows) {
    List<StructField> fields = new ArrayList<>();
    for (String column : List.of("tenant", "month")) {
      fields.add(DataTypes.createStructField(column, DataTypes.StringType, false));
    }
    header.forEach(
        column -> fields.add(DataTypes.createStructField(column, DataTypes.StringType, true)));
    LocalSpark.session()
        .createDataFrame(rows, DataTypes.createStructType(fields))
        .coalesce(1)
        .write()
        .parquet(tables.resolve(name.replace(".csv", "")).toString());
  }

  private static Reconciled engine(TenantMonth key) {
    return EngineRun.of(folders.resolve(key.folder()), key.month() + "-28", RuleTexts.shipped());
  }

  @Test
  void tables_of_many_tenants_give_the_bytes_that_their_folders_give() throws IOException {
    LocalSpark.Run run =
        LocalSpark.run("--from", "parquet", "--input", tables, "--out", out, "--tasks", "2");
    assertThat(run.out()).startsWith("4 of 4 tenants' months reconciled");
    for (TenantMonth key : KEYS) {
      assertThat(LocalSpark.files(out.resolve(key.folder())))
          .isEqualTo(EngineRun.files(engine(key)));
    }
  }

  @Test
  void columns_may_have_types_and_partitions_may_be_folders(@TempDir Path typed)
      throws IOException {
    for (String name :
        List.of(
            "companies",
            "agreements",
            "accounts",
            "products",
            "integrations",
            "service_mappings",
            "previous/integrations",
            "previous/usage")) {
      copied(name).write().partitionBy("tenant", "month").parquet(typed.resolve(name).toString());
    }
    copied("additions")
        .where("quantity <> 'many'")
        .withColumn("quantity", functions.col("quantity").cast("decimal(10,2)"))
        .withColumn("unit_price", functions.col("unit_price").cast("double"))
        .withColumn("effective_date", functions.col("effective_date").cast("date"))
        .write()
        .parquet(typed.resolve("additions").toString());
    copied("usage")
        .where("quantity <> '-x'")
        .withColumn("quantity", functions.col("quantity").cast("int"))
        .withColumn("last_active_at", functions.col("last_active_at").cast("timestamp"))
        .write()
        .partitionBy("tenant", "month")
        .parquet(typed.resolve("usage.parquet").toString());

    LocalSpark.run("--from", "parquet", "--input", typed, "--out", out);

    for (TenantMonth key : KEYS) {
      Map<String, String> engine = EngineRun.files(engine(key));
      Map<String, String> job = LocalSpark.files(out.resolve(key.folder()));
      assertThat(job.get("accounts.csv")).isEqualTo(engine.get("accounts.csv"));
      assertThat(job.get("usage.csv")).isEqualTo(engine.get("usage.csv"));
      assertThat(discrepancies(job)).isNotEmpty().isEqualTo(discrepancies(engine));
    }
  }

  /** But for those about rows that typed columns cannot hold. */
  private static List<String> discrepancies(Map<String, String> files) {
    return files
        .getOrDefault("discrepancies.csv", "")
        .lines()
        .filter(line -> !line.contains("bad_row"))
        .toList();
  }

  private static Dataset<Row> copied(String name) {
    return LocalSpark.session().read().parquet(tables.resolve(name).toString());
  }

  @Test
  void results_are_data_sets_with_the_same_values() throws IOException {
    LocalSpark.run("--from", "parquet", "--to", "parquet", "--input", tables, "--out", out);
    Map<String, List<Row>> stored = new TreeMap<>();
    for (String name : List.of("discrepancies", "usage", "accounts", "problems", "summary")) {
      stored.put(name, stored(name));
    }
    for (TenantMonth key : KEYS) {
      Reconciled engine = engine(key);
      List<UsageRow> usage = new ArrayList<>();
      engine.forEachUsage(usage::add);
      List<AccountOutcome> accounts = List.copyOf(engine.accounts().values());
      assertSame(Column.discrepancies(), engine.discrepancies(), of(key, stored, "discrepancies"));
      assertSame(Column.usageWithSplits(), usage, of(key, stored, "usage"));
      assertSame(Column.accounts(), accounts, of(key, stored, "accounts"));
      assertThat(of(key, stored, "problems")).hasSameSizeAs(engine.month().problems()).isNotEmpty();
      Row summary = of(key, stored, "summary").get(0);
      assertThat(summary.<String>getAs("input_hash")).isEqualTo(engine.month().inputHash());
      assertThat(summary.<String>getAs("summary"))
          .isEqualTo(EngineRun.files(engine).get("summary.json"));
    }
  }

  private List<Row> stored(String name) {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return session.read().parquet(out.resolve(name).toString()).collectAsList();
  }

  private static List<Row> of(TenantMonth key, Map<String, List<Row>> stored, String name) {
    return stored.getOrDefault(name, List.of()).stream()
        .filter(row -> row.getAs("tenant").equals(key.tenant()))
        .filter(row -> row.getAs("month").equals(key.month()))
        .toList();
  }

  private static <T> void assertSame(List<Column<T>> columns, List<T> expected, List<Row> rows) {
    assertThat(rows).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      for (Column<T> column : columns) {
        Object value = column.value().apply(expected.get(i));
        Object stored = rows.get(i).getAs(column.name());
        if (value instanceof BigDecimal figure) {
          assertThat((BigDecimal) stored).isEqualByComparingTo(figure);
        } else if (value instanceof List<?> list) {
          assertThat(stored)
              .isEqualTo(list.stream().map(String::valueOf).collect(Collectors.joining(";")));
        } else {
          assertThat(stored).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void a_month_that_is_none_costs_a_line_and_the_others_are_reconciled(@TempDir Path some)
      throws IOException {
    for (String name :
        List.of("companies", "agreements", "additions", "accounts", "integrations", "usage")) {
      Dataset<Row> table = copied(name).where("month = '2026-10'");
      table
          .unionAll(table.where("tenant = 'T2'").withColumn("month", functions.lit("October")))
          .write()
          .parquet(some.resolve(name).toString());
    }
    LocalSpark.Run run = LocalSpark.run("--from", "parquet", "--input", some, "--out", out);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("2 of 3 ");
    assertThat(Files.readAllLines(out.resolve("errors.csv")))
        .containsExactly(
            "tenant,month,error",
            "T2,October,the month is not written as one; write it as 2026-10");
  }

  @Test
  void a_missing_table_or_a_column_that_is_no_cell_refuses_the_job(@TempDir Path some) {
    copied("companies").write().parquet(some.resolve("companies").toString());
    assertThatThrownBy(() -> LocalSpark.run("--from", "parquet", "--input", some, "--out", out))
        .isInstanceOf(UnusableJob.class)
        .hasMessageStartingWith("required table agreements is missing in ");
    copied("agreements")
        .withColumn("name", functions.struct("name", "currency"))
        .write()
        .parquet(some.resolve("agreements").toString());
    assertThatThrownBy(() -> LocalSpark.run("--from", "parquet", "--input", some, "--out", out))
        .isInstanceOf(UnusableJob.class)
        .hasMessageStartingWith("column name of ")
        .hasMessageEndingWith("write it as text");
  }
}
