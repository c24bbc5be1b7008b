package io.trueup.spark;

import io.trueup.result.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Rows of a result as one Parquet file. Figures are decimals of 38 digits, 12 of them after the
 * point; lists are joined by {@code ;} as in CSV; what is not known is null.
 */
final class ParquetRows<T> implements AutoCloseable {
  private static final int PRECISION = 38;
  private static final int SCALE = 12;
  private static final int BYTES = 16;
  private static final Set<String> FIGURES =
      Set.of(
          "billed_quantity",
          "used_quantity",
          "delta",
          "unit_price",
          "monthly_impact",
          "held_amount",
          "one_off_amount",
          "inactive_quantity",
          "reclaimable_amount",
          "score");
  private static final Set<String> TRUTHS = Set.of("held", "estimated", "complete", "audited");

  private final List<Column<T>> columns;
  private final MessageType schema;
  private final ParquetWriter<Group> file;

  ParquetRows(FileSystem fs, Path path, String name, List<Column<T>> columns, Configuration hadoop)
      throws IOException {
    this.columns = columns;
    this.schema =
        new MessageType(
            name, columns.stream().map(column -> type(column.name())).collect(Collectors.toList()));
    this.file =
        ExampleParquetWriter.builder(new Target(fs, path))
            .withType(schema)
            .withConf(hadoop)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build();
  }

  private static Type type(String name) {
    if (FIGURES.contains(name)) {
      return Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
          .length(BYTES)
          .as(LogicalTypeAnnotation.decimalType(SCALE, PRECISION))
          .named(name);
    }
    return TRUTHS.contains(name)
        ? Types.optional(PrimitiveTypeName.BOOLEAN).named(name)
        : Types.optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(name);
  }

  /**
   * Adds a row.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  void write(T row) {
    Group group = new SimpleGroup(schema);
    for (int i = 0; i < columns.size(); i++) {
      Object value = columns.get(i).value().apply(row);
      if (value instanceof BigDecimal figure) {
        group.add(i, Binary.fromConstantByteArray(bytes(figure)));
      } else if (value instanceof Boolean truth) {
        group.add(i, truth.booleanValue());
      } else if (value instanceof List<?> list) {
        group.add(i, list.stream().map(String::valueOf).collect(Collectors.joining(";")));
      } else if (value != null) {
        group.add(i, value.toString());
      }
    }
    try {
      file.write(group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Big-endian two's complement, as wide as the column. */
  private static byte[] bytes(BigDecimal figure) {
    byte[] digits = figure.setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().toByteArray();
    byte[] wide = new byte[BYTES];
    java.util.Arrays.fill(
        wide, 0, BYTES - digits.length, figure.signum() < 0 ? (byte) -1 : (byte) 0);
    System.arraycopy(digits, 0, wide, BYTES - digits.length, digits.length);
    return wide;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** A new file of a file system that somebody else has chosen. */
  private record Target(FileSystem fs, Path path) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      return org.apache.parquet.hadoop.util.HadoopStreams.wrap(fs.create(path, true));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
