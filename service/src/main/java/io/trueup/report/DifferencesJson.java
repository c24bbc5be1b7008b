package io.trueup.report;

import io.trueup.compare.CauseGroup;
import io.trueup.compare.ClientDifferences;
import io.trueup.compare.Difference;
import io.trueup.compare.Differences;
import io.trueup.compare.Kind;
import io.trueup.compare.MoneySums;
import io.trueup.compare.Movement;
import io.trueup.compare.RuleChange;
import io.trueup.compare.Side;
import io.trueup.result.Column;
import io.trueup.result.Figures;
import io.trueup.result.JsonText;
import io.trueup.stage.DiscrepancyRow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change of the rules would change, as JSON. */
public final class DifferencesJson {
  /**
   * What a document says beside the differences.
   *
   * @param asOf the day on which billed and used were compared
   * @param inputHash hash of the month
   */
  public record Head(LocalDate asOf, String inputHash) {}

  private interface Body {
    void write(JsonText json) throws IOException;
  }

  private DifferencesJson() {}

  /**
   * Everything, differences and all clients included, as one document that ends with a line end.
   */
  public static String document(Differences differences, Head head) {
    return text(
            3,
            json -> {
              summary(differences, head, Integer.MAX_VALUE, json);
              json.array("differences");
              for (Difference difference : differences.all()) {
                json.open();
                difference(difference, json);
                json.end();
              }
              json.endArray();
            })
        + "\n";
  }

  /** All but the differences themselves, with the first clients, as one object in one line. */
  public static String summary(Differences differences, Head head, int clients) {
    return text(0, json -> summary(differences, head, clients, json));
  }

  /** One difference as one object in one line. */
  public static String difference(Difference difference) {
    return text(0, json -> difference(difference, json));
  }

  /** One client as one object in one line. */
  public static String client(ClientDifferences client) {
    return text(0, json -> client(client, json));
  }

  private static String text(int levels, Body body) {
    StringWriter text = new StringWriter();
    try (JsonText json = new JsonText(text, levels)) {
      json.open();
      body.write(json);
      json.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void summary(Differences differences, Head head, int clients, JsonText json)
      throws IOException {
    json.field("as_of", head.asOf()).field("input_hash", head.inputHash());
    side("from", differences.from(), json);
    side("to", differences.to(), json);
    json.array("changes");
    for (RuleChange change : differences.changes()) {
      change(change, json);
    }
    json.endArray();
    kinds(differences.kinds(), json);
    Movement totals = differences.totals();
    json.object("discrepancies")
        .field("before", totals.rowsBefore())
        .field("after", totals.rowsAfter())
        .end();
    money("totals", totals, json);
    json.object("classes");
    for (Map.Entry<String, Movement> each : differences.classes().entrySet()) {
      json.object(each.getKey());
      movement(each.getValue(), json);
      json.end();
    }
    json.end()
        .field("accounts_changed", differences.accountsChanged())
        .field("usage_records_changed", differences.recordsChanged())
        .array("causes");
    for (CauseGroup group : differences.groups()) {
      group(group, json);
    }
    List<ClientDifferences> all = differences.clients();
    json.endArray().field("client_count", all.size()).array("clients");
    for (ClientDifferences client : all.subList(0, Math.min(clients, all.size()))) {
      json.open();
      client(client, json);
      json.end();
    }
    json.endArray();
  }

  private static void side(String name, Side side, JsonText json) throws IOException {
    json.object(name)
        .field("bundle_hash", side.rules().hash())
        .field("complete", side.stopped().isEmpty())
        .field("stopped", side.stopped())
        .end();
  }

  private static void change(RuleChange change, JsonText json) throws IOException {
    json.open()
        .field("change", change.key())
        .field("subject", change.subject().name().toLowerCase(Locale.ROOT))
        .field("how", change.how().name().toLowerCase(Locale.ROOT))
        .field("title", change.title())
        .field("stage", change.stage())
        .field("read_by", change.readBy())
        .field("decides", change.decides())
        .field("sentence", change.sentence() + ".")
        .end();
  }

  private static void kinds(Map<Kind, Integer> kinds, JsonText json) throws IOException {
    json.object("kinds");
    for (Map.Entry<Kind, Integer> each : kinds.entrySet()) {
      json.field(each.getKey().word(), each.getValue());
    }
    json.end();
  }

  private static void movement(Movement movement, JsonText json) throws IOException {
    json.field("before", movement.rowsBefore()).field("after", movement.rowsAfter());
    money("money", movement, json);
  }

  private static void money(String name, Movement movement, JsonText json) throws IOException {
    json.object(name);
    for (String currency : movement.currencies()) {
      json.object(currency);
      sums("before", movement.before(currency), json);
      sums("after", movement.after(currency), json);
      sums("change", movement.change(currency), json);
      json.end();
    }
    json.end();
  }

  private static void sums(String name, MoneySums sums, JsonText json) throws IOException {
    json.object(name)
        .field("underbilled", sums.underbilled())
        .field("overbilled", sums.overbilled())
        .field("held", sums.held())
        .field("estimated", sums.estimated())
        .field("reclaimable", sums.reclaimable())
        .field("one_off", sums.oneOff())
        .end();
  }

  private static void group(CauseGroup group, JsonText json) throws IOException {
    json.open()
        .field("changes", group.causes().stream().map(RuleChange::key).toList())
        .field("certain", group.certain())
        .field("sentence", group.sentence())
        .field("differences", group.differences().size())
        .field("client_count", group.clients());
    kinds(group.kinds(), json);
    movement(group.money(), json);
    json.end();
  }

  private static void client(ClientDifferences client, JsonText json) throws IOException {
    json.field("company_id", client.companyId())
        .field("company_name", client.companyName())
        .field("differences", client.count());
    kinds(client.kinds(), json);
    movement(client.money(), json);
  }

  private static void difference(Difference difference, JsonText json) throws IOException {
    json.field("kind", difference.kind().word())
        .field("causes", difference.causeKeys())
        .field("certain", difference.certain())
        .field("sentence", difference.sentence())
        .field("stake", Figures.amount(difference.stake(), difference.row().currency()));
    row("before", difference.before(), json);
    row("after", difference.after(), json);
  }

  private static void row(String name, @Nullable DiscrepancyRow row, JsonText json)
      throws IOException {
    if (row == null) {
      json.field(name, (BigDecimal) null);
    } else {
      json.object(name).fields(Column.discrepancies(), row).end();
    }
  }
}
