package io.trueup.report;

import io.trueup.result.JsonText;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.RowEvidence;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The evidence of one row after another as JSON, in pieces: what many rows rest on (rules,
 * mappings, integrations, accounts) is put into words once. Not made for use by several threads at
 * once.
 */
public final class EvidencePieces {
  private final EvidenceJson evidence;
  private final Map<List<RuleInfo>, String> rules = new HashMap<>();
  private final Map<String, String> mappings = new HashMap<>();
  private final Map<List<String>, String> integrations = new HashMap<>();
  private final Map<List<String>, String> accounts = new HashMap<>();

  /** Of one run. */
  public EvidencePieces(Reconciled result) {
    this.evidence = new EvidenceJson(result, new InputIndex(result.month()));
  }

  private interface Content {
    void write(JsonText json) throws IOException;
  }

  /**
   * One JSON object in one line, cut into pieces: those that rows share are the same object in each
   * of them.
   */
  public List<String> of(DiscrepancyRow row) {
    RowEvidence of = row.evidence();
    List<String> pieces = new ArrayList<>();
    pieces.add("{" + fields(json -> evidence.billed(of, json)) + ",");
    pieces.add(accounts.computeIfAbsent(of.accountKeys(), this::accounts));
    pieces.add(fields(json -> evidence.used(row, json)) + ",");
    pieces.add(rules.computeIfAbsent(of.rules(), EvidencePieces::rules));
    pieces.add(mappings.computeIfAbsent(of.mappingId(), id -> mappings(row)));
    pieces.add(integrations.computeIfAbsent(of.integrationIds(), this::integrations));
    if (!of.decisionIds().isEmpty()) {
      pieces.add(fields(json -> evidence.decisions(of.decisionIds(), json)) + ",");
    }
    matched(of.matched(), pieces);
    return pieces;
  }

  private String accounts(List<String> keys) {
    return fields(json -> evidence.accounts(keys, json)) + ",";
  }

  private static String rules(List<RuleInfo> rules) {
    return fields(json -> EvidenceJson.rules(rules, json)) + ",";
  }

  private String mappings(DiscrepancyRow row) {
    return fields(
            json -> {
              json.array("mappings");
              for (var mapping : evidence.mappings(row)) {
                EvidenceJson.mapping(mapping, json);
              }
              json.endArray();
            })
        + ",";
  }

  private String integrations(List<String> ids) {
    return fields(json -> evidence.integrations(ids, json)) + ",";
  }

  /** Each firing of a rule with its facts; a fact that several rules matched is one piece. */
  private static void matched(List<Firing> firings, List<String> pieces) {
    Map<Object, String> facts = new IdentityHashMap<>();
    String before = "\"matched\":[";
    for (Firing firing : firings) {
      before += "{" + fields(json -> json.field("rule_id", firing.rule().id())) + ",\"facts\":[";
      for (Object fact : firing.matched()) {
        pieces.add(before);
        pieces.add(facts.computeIfAbsent(fact, EvidencePieces::fact));
        before = ",";
      }
      before = (before.equals(",") ? "" : before) + "]},";
    }
    String last = before.endsWith("},") ? before.substring(0, before.length() - 1) : before;
    pieces.add(last + "]}");
  }

  private static String fact(Object fact) {
    String array =
        fields(
            json -> {
              json.array("");
              MatchedFacts.fact(fact, json);
              json.endArray();
            });
    return array.substring("\"\":[".length(), array.length() - 1);
  }

  /** Fields of an object without its brackets. */
  private static String fields(Content content) {
    StringWriter text = new StringWriter(512);
    try (JsonText json = new JsonText(text, 0)) {
      json.open();
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.getBuffer().substring(1);
  }
}
