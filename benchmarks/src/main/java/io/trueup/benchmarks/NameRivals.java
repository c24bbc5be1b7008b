package io.trueup.benchmarks;

import io.trueup.clients.LabelledClients;
import io.trueup.clients.Prediction;
import io.trueup.facts.Account;
import io.trueup.facts.Company;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** What matching costs, and reaches, when only names are compared, as many tools do. */
final class NameRivals {
  private static final int SHOWN = 5;

  /** A word that more companies than this have finds no candidates. */
  private static final int COMMON = 300;

  private final List<Company> companies;
  private final List<String> names;

  NameRivals(List<Company> companies) {
    this.companies = companies;
    this.names = companies.stream().map(company -> plain(company.name())).toList();
  }

  /** The same name, whatever its case and punctuation, where one company has it. */
  Map<String, Prediction> exact(LabelledClients clients) {
    Map<String, List<Integer>> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.computeIfAbsent(names.get(i), n -> new ArrayList<>()).add(i);
    }
    Map<String, Prediction> said = new LinkedHashMap<>();
    for (Account account : clients.accounts()) {
      List<Integer> found = byName.getOrDefault(plain(account.name()), List.of());
      List<String> ids =
          found.stream().limit(SHOWN).map(i -> companies.get(i).companyId()).toList();
      said.put(account.accountId(), new Prediction(ids.size() == 1, ids, "exact name"));
    }
    return said;
  }

  /** Jaro-Winkler of Commons Text over companies that share a word; automatic from 0.97. */
  Map<String, Prediction> jaroWinkler(LabelledClients clients) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    return similar(clients, words(), similarity::apply, 0.97, "Jaro-Winkler");
  }

  /** Similarity of three-letter pieces as pg_trgm has it, over an index; automatic from 0.90. */
  Map<String, Prediction> trigrams(LabelledClients clients) {
    Map<String, Set<String>> pieces = new HashMap<>();
    names.forEach(name -> pieces.computeIfAbsent(name, NameRivals::pieces));
    return similar(
        clients,
        words(),
        (account, company) -> overlap(pieces(account), pieces.getOrDefault(company, Set.of())),
        0.90,
        "trigrams");
  }

  private Map<String, Prediction> similar(
      LabelledClients clients,
      Map<String, List<Integer>> index,
      ToDoubleBiFunction<String, String> similarity,
      double automatic,
      String method) {
    Map<String, Prediction> said = new LinkedHashMap<>();
    for (Account account : clients.accounts()) {
      String name = plain(account.name());
      Set<Integer> candidates = new LinkedHashSet<>();
      for (String word : name.split(" ")) {
        candidates.addAll(index.getOrDefault(word, List.of()));
      }
      Map<Integer, Double> scores = new HashMap<>();
      candidates.forEach(i -> scores.put(i, similarity.applyAsDouble(name, names.get(i))));
      List<Integer> best =
          candidates.stream()
              .sorted(Comparator.comparing((Integer i) -> -scores.getOrDefault(i, 0.0)))
              .limit(SHOWN)
              .toList();
      boolean sure = !best.isEmpty() && scores.getOrDefault(best.get(0), 0.0) >= automatic;
      List<String> ids = best.stream().map(i -> companies.get(i).companyId()).toList();
      said.put(account.accountId(), new Prediction(sure, ids, method));
    }
    return said;
  }

  private Map<String, List<Integer>> words() {
    Map<String, List<Integer>> index = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      for (String word : new LinkedHashSet<>(Arrays.asList(names.get(i).split(" ")))) {
        index.computeIfAbsent(word, w -> new ArrayList<>()).add(i);
      }
    }
    index.values().removeIf(having -> having.size() > COMMON);
    return index;
  }

  private static double overlap(Set<String> one, Set<String> other) {
    int both = 0;
    for (String piece : one) {
      both += other.contains(piece) ? 1 : 0;
    }
    int all = one.size() + other.size() - both;
    return all == 0 ? 0 : both / (double) all;
  }

  private static Set<String> pieces(String name) {
    Set<String> pieces = new LinkedHashSet<>();
    for (String word : name.split(" ")) {
      String padded = "  " + word + " ";
      for (int i = 0; i + 3 <= padded.length(); i++) {
        pieces.add(padded.substring(i, i + 3));
      }
    }
    return pieces;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
