package io.trueup.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;

import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * Parquet data sets, one a table of the export folder and named like it ({@code usage} or {@code
 * usage.parquet}, {@code previous/usage}), with the columns {@code tenant} and {@code month} beside
 * the table's own.
 *
 * @param rows {@code tenant, month, table, file, line, cells}: tables by their place in {@link
 *     #names}
 * @param names of the tables, in the order in which the engine reads them
 * @param headers of the tables that are there, by name
 */
record TableInput(Dataset<Row> rows, List<String> names, Map<String, List<String>> headers) {
  private static final String TENANT = "tenant";
  private static final String MONTH = "month";

  /** The names of all tables, in the order in which the engine reads them. */
  static List<String> allNames() {
    List<String> names = new ArrayList<>();
    for (String folder : List.of("", ExportFiles.PREVIOUS + "/")) {
      ExportFiles.list().forEach(file -> names.add(folder + file.name()));
    }
    return names;
  }

  /**
   * The tables of a folder, as far as they are asked for.
   *
   * @throws UnusableJob when a required table or column is missing, or a column cannot be a cell
   */
  static TableInput of(SparkSession spark, JobArguments job) throws IOException {
    Path input = new Path(job.input());
    FileSystem fs = input.getFileSystem(spark.sparkContext().hadoopConfiguration());
    List<String> names = allNames();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Dataset<Row> all = null;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Optional<Path> place = place(fs, input, name);
      if (place.isEmpty()) {
        if (i < ExportFiles.list().size() && ExportFiles.list().get(i).required()) {
          throw new UnusableJob(
              "required table " + table(ExportFiles.list().get(i)) + " is missing in " + input,
              "write it as a Parquet data set");
        }
        continue;
      }
      Dataset<Row> table = spark.read().parquet(place.get().toString());
      List<StructField> columns = columns(table, place.get());
      headers.put(name, columns.stream().map(StructField::name).toList());
      Dataset<Row> rows = rows(table, columns, i, place.get());
      all = all == null ? rows : all.unionAll(rows);
    }
    if (all == null) {
      throw new UnusableJob("there is no table in " + input, "see docs/spark.md");
    }
    Dataset<Row> wanted = all;
    if (!job.tenants().isEmpty()) {
      wanted = wanted.where(col(TENANT).isin(job.tenants().toArray()));
    }
    if (!job.months().isEmpty()) {
      wanted = wanted.where(col(MONTH).isin(job.months().toArray()));
    }
    return new TableInput(wanted, names, headers);
  }

  /** The rows, each tenant's month whole in one partition, its tables one after the other. */
  Dataset<Row> grouped(int tasks) {
    int companies = names.indexOf(ExportFiles.COMPANIES.name());
    int partitions =
        tasks > 0
            ? tasks
            : (int)
                Math.max(
                    1,
                    Math.min(
                        10_000,
                        rows.where(col("table").equalTo(companies))
                            .select(TENANT, MONTH)
                            .distinct()
                            .count()));
    return rows.repartition(partitions, col(TENANT), col(MONTH))
        .sortWithinPartitions(TENANT, MONTH, "table", "file", "line")
        .select(TENANT, MONTH, "table", "cells");
  }

  private static String table(ExportFile file) {
    return file.name().substring(0, file.name().length() - ".csv".length());
  }

  private static Optional<Path> place(FileSystem fs, Path input, String name) throws IOException {
    String table = name.substring(0, name.length() - ".csv".length());
    for (String each : List.of(table, table + ".parquet")) {
      Path path = new Path(input, each);
      if (fs.exists(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private static List<StructField> columns(Dataset<Row> table, Path place) {
    List<StructField> fields = Arrays.asList(table.schema().fields());
    for (String key : List.of(TENANT, MONTH)) {
      if (fields.stream().noneMatch(field -> field.name().equals(key))) {
        throw new UnusableJob(place + " has no column " + key, "add it");
      }
    }
    return fields.stream()
        .filter(field -> !field.name().equals(TENANT) && !field.name().equals(MONTH))
        .toList();
  }

  private static Dataset<Row> rows(
      Dataset<Row> table, List<StructField> columns, int index, Path place) {
    Column[] cells =
        columns.stream().map(field -> coalesce(cell(field, place), lit(""))).toArray(Column[]::new);
    DataType month = table.schema().apply(MONTH).dataType();
    return table.select(
        coalesce(col(TENANT).cast(DataTypes.StringType), lit("")).as(TENANT),
        coalesce(
                month.equals(DataTypes.DateType)
                    ? date_format(col(MONTH), "yyyy-MM")
                    : col(MONTH).cast(DataTypes.StringType),
                lit(""))
            .as(MONTH),
        lit(index).as("table"),
        col("_metadata.file_path").as("file"),
        col("_metadata.row_index").as("line"),
        array(cells).as("cells"));
  }

  /** A value as an export folder writes it. */
  private static Column cell(StructField field, Path place) {
    Column value = col("`" + field.name().replace("`", "``") + "`");
    DataType type = field.dataType();
    if (type instanceof StringType) {
      return value;
    }
    if (type.equals(DataTypes.TimestampType)) {
      return concat(regexp_replace(value.cast(DataTypes.StringType), " ", "T"), lit("Z"));
    }
    if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
      return coalesce(
          value.try_cast(DataTypes.createDecimalType(38, 12)).cast(DataTypes.StringType),
          value.cast(DataTypes.StringType));
    }
    if (type instanceof ArrayType list && list.elementType() instanceof StringType) {
      return concat_ws(";", value);
    }
    boolean plain =
        type instanceof DecimalType
            || type.equals(DataTypes.BooleanType)
            || type.equals(DataTypes.DateType)
            || type.equals(DataTypes.ByteType)
            || type.equals(DataTypes.ShortType)
            || type.equals(DataTypes.IntegerType)
            || type.equals(DataTypes.LongType);
    if (!plain) {
      throw new UnusableJob(
          "column " + field.name() + " of " + place + " is " + type.simpleString(),
          "write it as text");
    }
    return value.cast(DataTypes.StringType);
  }
}
