package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rival that needs no program: the month in coded, indexed and analysed tables, folded by GROUP
 * BY before anything is joined, classified by CASE, and inserted into a table. The two folds are
 * statements of their own because PostgreSQL uses several processes for them only there.
 */
final class PlainSql {
  private final Connection connection;
  private final SqlTables.Codes codes;
  private final String fold = text("rival-fold.sql");
  private final String distinct = text("rival-distinct.sql");
  private final String findings = text("rival-findings.sql");

  private PlainSql(Connection connection, SqlTables.Codes codes) {
    this.connection = connection;
    this.codes = codes;
  }

  /**
   * Makes and fills the tables.
   *
   * @param connection of a role that may create a schema; every statement commits by itself
   */
  static PlainSql prepare(
      Connection connection, Month month, List<UsageRecord> usage, Policy policy)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text("rival-tables.sql"));
      SqlTables.Codes codes = new SqlTables(connection, month, policy).fill(usage);
      for (String one : text("rival-indexes.sql").split(";\n")) {
        statement.execute(one);
      }
      statement.execute("SET work_mem = '256MB'");
      statement.execute("SET jit = off");
      statement.execute("SET parallel_tuple_cost = 0");
      statement.execute("SET parallel_setup_cost = 0");
      return new PlainSql(connection, codes);
    }
  }

  /** Takes away what an earlier run left; nobody waits for it. */
  void reset() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS rival.fold, rival.once");
      statement.execute("TRUNCATE rival.finding");
      statement.execute("CHECKPOINT");
    }
  }

  /** From the tables to the stored result. */
  void run() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(fold);
      statement.execute(distinct);
      statement.execute("ANALYZE rival.fold, rival.once");
      statement.execute(findings);
    }
  }

  List<Finding> findings() throws SQLException {
    List<Finding> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM rival.finding")) {
      while (row.next()) {
        String product = code(codes.products(), row, "product");
        found.add(
            new Finding(
                code(codes.companies(), row, "company"),
                product.isEmpty() ? code(codes.skus(), row, "sku") : product,
                Objects.requireNonNull(row.getString("class")),
                Objects.requireNonNull(row.getString("reason")),
                row.getBigDecimal("billed"),
                row.getBigDecimal("used"),
                row.getBigDecimal("delta"),
                row.getBigDecimal("unit_price"),
                code(codes.currencies(), row, "currency"),
                row.getBigDecimal("impact"),
                row.getBoolean("held"),
                row.getBigDecimal("held_amount"),
                row.getBigDecimal("inactive"),
                row.getBigDecimal("reclaimable")));
      }
    }
    return found;
  }

  private static String code(List<String> texts, ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? "" : texts.get(number);
  }

  private static String text(String name) {
    try (@Nullable InputStream in = PlainSql.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
