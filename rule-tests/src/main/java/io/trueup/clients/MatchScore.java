package io.trueup.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well predictions fit the truth. Shares are of one; a share of nothing is one.
 *
 * @param accounts accounts that were judged
 * @param owned those that have a company
 * @param automatic accounts that were linked without asking
 * @param wrong those of them that were linked to another than their company
 * @param nobodysLinked those of the wrong that are nobody's
 * @param first owned accounts whose company is ranked first
 * @param amongThree owned accounts whose company is among the first three
 * @param amongFive owned accounts whose company is among the first five
 */
public record MatchScore(
    int accounts,
    int owned,
    int automatic,
    int wrong,
    int nobodysLinked,
    int first,
    int amongThree,
    int amongFive) {

  /** Judges what is said of every labelled account. */
  public static MatchScore of(Map<String, Label> labels, Map<String, Prediction> predictions) {
    int owned = 0;
    int automatic = 0;
    int wrong = 0;
    int nobodysLinked = 0;
    int[] within = new int[3];
    for (Map.Entry<String, Label> entry : labels.entrySet()) {
      Label label = entry.getValue();
      Prediction said = predictions.getOrDefault(entry.getKey(), Prediction.NONE);
      if (said.automatic()) {
        automatic++;
        wrong += said.within(1, label.companyId()) ? 0 : 1;
        nobodysLinked += label.nobodys() ? 1 : 0;
      }
      if (!label.nobodys()) {
        owned++;
        within[0] += said.within(1, label.companyId()) ? 1 : 0;
        within[1] += said.within(3, label.companyId()) ? 1 : 0;
        within[2] += said.within(5, label.companyId()) ? 1 : 0;
      }
    }
    return new MatchScore(
        labels.size(), owned, automatic, wrong, nobodysLinked, within[0], within[1], within[2]);
  }

  /** The same by kind of difference or company; an account counts for each of its kinds. */
  public static Map<String, MatchScore> byKind(
      Map<String, Label> labels, Map<String, Prediction> predictions) {
    Map<String, Map<String, Label>> kinds = new TreeMap<>();
    labels.forEach(
        (account, label) ->
            label
                .kinds()
                .forEach(
                    kind -> kinds.computeIfAbsent(kind, k -> new TreeMap<>()).put(account, label)));
    Map<String, MatchScore> scores = new TreeMap<>();
    kinds.forEach((kind, of) -> scores.put(kind, of(of, predictions)));
    return scores;
  }

  /** Automatic links by what decided them: how many, and how many of them wrong. */
  public static Map<String, MatchScore> byDecider(
      Map<String, Label> labels, Map<String, Prediction> predictions) {
    Map<String, Map<String, Label>> deciders = new TreeMap<>();
    labels.forEach(
        (account, label) -> {
          Prediction said = predictions.getOrDefault(account, Prediction.NONE);
          if (said.automatic()) {
            deciders.computeIfAbsent(said.by(), by -> new TreeMap<>()).put(account, label);
          }
        });
    Map<String, MatchScore> scores = new TreeMap<>();
    deciders.forEach((by, of) -> scores.put(by, of(of, predictions)));
    return scores;
  }

  /** Accounts that were linked to another than their company, in order of their ids. */
  public static List<String> wrong(Map<String, Label> labels, Map<String, Prediction> predictions) {
    List<String> wrong = new ArrayList<>();
    new TreeMap<>(labels)
        .forEach(
            (account, label) -> {
              Prediction said = predictions.getOrDefault(account, Prediction.NONE);
              if (said.automatic() && !said.within(1, label.companyId())) {
                wrong.add(account);
              }
            });
    return wrong;
  }

  /** Share of the automatic links that are right. */
  public double precision() {
    return share(automatic - wrong, automatic);
  }

  /** Share of the accounts that have a company and are linked to it without asking. */
  public double coverage() {
    return share(automatic - wrong, owned);
  }

  /** Share of the accounts that are nobody's and are linked to somebody. */
  public double nobodysShare() {
    return accounts == owned ? 0 : nobodysLinked / (double) (accounts - owned);
  }

  /** Share of the accounts that have a company and show it first. */
  public double firstShare() {
    return share(first, owned);
  }

  /** Share of the accounts that have a company and show it among the first three. */
  public double threeShare() {
    return share(amongThree, owned);
  }

  /** Share of the accounts that have a company and show it among the first five. */
  public double fiveShare() {
    return share(amongFive, owned);
  }

  /** One line: figures as people compare them. */
  public String line(String name) {
    return String.format(
        Locale.ROOT,
        "%-28s n=%-6d owned=%-6d auto=%-6d wrong=%-4d P=%.5f R=%.4f top1=%.4f top3=%.4f top5=%.4f"
            + " nobodys=%d",
        name,
        accounts,
        owned,
        automatic,
        wrong,
        precision(),
        coverage(),
        firstShare(),
        threeShare(),
        fiveShare(),
        nobodysLinked);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 1 : part / (double) whole;
  }
}
