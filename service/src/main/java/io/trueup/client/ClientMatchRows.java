package io.trueup.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.client.ClientMatch.Person;
import io.trueup.decision.AccountKey;
import io.trueup.platform.db.CopyRow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of table client_match as they are written and read. */
final class ClientMatchRows {
  /** All columns but tenant_id and those that PostgreSQL computes. */
  static final List<String> COLUMNS =
      List.of(
          "integration_id",
          "account_id",
          "account_name",
          "decision",
          "company_id",
          "company_name",
          "score",
          "evidence",
          "rule_ids",
          "candidates",
          "own_decision",
          "own_company_id",
          "own_score",
          "own_evidence",
          "own_rule_ids",
          "usage_records",
          "currencies",
          "amounts",
          "estimated",
          "decision_no",
          "last_no",
          "decided_by",
          "decided_at",
          "reason",
          "decided_account_name",
          "decided_company_name",
          "rejected",
          "reviews",
          "splits",
          "search",
          "stake",
          "facts");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private ClientMatchRows() {}

  /** Puts a row's fields in the order of {@link #COLUMNS}. */
  static void write(ClientMatch row, CopyRow copy) {
    MatchedAccount found = row.found();
    Opinion verdict = row.verdict();
    Opinion own = found.opinion();
    Person person = row.person();
    copy.text(row.account().integrationId())
        .text(row.account().accountId())
        .text(found.name())
        .text(verdict.decision())
        .text(verdict.companyId())
        .text(row.companyName())
        .number(verdict.score())
        .text(verdict.evidence())
        .texts(verdict.ruleIds())
        .text(json(found.candidates()))
        .text(own.decision())
        .text(own.companyId())
        .number(own.score())
        .text(own.evidence())
        .texts(own.ruleIds())
        .number(found.usageRecords())
        .texts(found.amounts().stream().map(Amount::currency).toList())
        .texts(found.amounts().stream().map(a -> a.amount().toPlainString()).toList())
        .truth(found.estimated())
        .text(person == null ? null : Long.toString(person.number()))
        .number(row.lastNumber())
        .text(person == null ? "" : person.by())
        .text(person == null ? null : person.at().toString())
        .text(person == null ? "" : person.reason())
        .text(person == null ? "" : person.accountName())
        .text(person == null ? "" : person.companyName())
        .texts(row.rejected())
        .texts(row.reviews())
        .number(row.splits())
        .text(search(row))
        .number(found.stake())
        .text(json(found.facts()));
  }

  private static String search(ClientMatch row) {
    List<String> parts = new ArrayList<>();
    parts.add(row.found().name());
    parts.add(row.account().accountId());
    parts.add(row.verdict().companyId());
    parts.add(row.companyName());
    if (row.verdict().companyId().isEmpty()) {
      row.found().candidates().stream().limit(3).forEach(c -> parts.add(c.companyName()));
    }
    return SearchText.of(parts.toArray(String[]::new));
  }

  /** A value as a column of JSON keeps it. */
  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("candidates and facts are plain values", e);
    }
  }

  /** What such a column holds. */
  static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is JSON", e);
    }
  }

  static ClientMatch read(ResultSet row, StatementContext context) throws SQLException {
    List<String> currencies = texts(row, "currencies");
    BigDecimal[] amounts = (BigDecimal[]) row.getArray("amounts").getArray();
    List<Amount> money = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      money.add(new Amount(currencies.get(i), amounts[i]));
    }
    MatchedAccount found =
        new MatchedAccount(
            new AccountKey(row.getString("integration_id"), row.getString("account_id")),
            row.getString("account_name"),
            new Opinion(
                row.getString("own_decision"),
                row.getString("own_company_id"),
                row.getBigDecimal("own_score"),
                row.getString("own_evidence"),
                texts(row, "own_rule_ids")),
            candidates(row.getString("candidates")),
            row.getLong("usage_records"),
            money,
            row.getBoolean("estimated"),
            read(row.getString("facts"), AccountFacts.class));
    Long number = row.getObject("decision_no", Long.class);
    return new ClientMatch(
        found,
        new Opinion(
            row.getString("decision"),
            row.getString("company_id"),
            row.getBigDecimal("score"),
            row.getString("evidence"),
            texts(row, "rule_ids")),
        row.getString("company_name"),
        number == null
            ? null
            : new Person(
                number,
                row.getString("decided_by"),
                row.getTimestamp("decided_at").toInstant(),
                row.getString("reason"),
                row.getString("decided_account_name"),
                row.getString("decided_company_name")),
        row.getLong("last_no"),
        texts(row, "rejected"),
        texts(row, "reviews"),
        row.getInt("splits"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static List<Candidate> candidates(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<Candidate>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored candidates are JSON", e);
    }
  }
}
