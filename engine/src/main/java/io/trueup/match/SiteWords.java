package io.trueup.match;

import io.trueup.facts.Account;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns from the accounts which words people write beside clients' names: "- Hauptsitz" behind ten
 * different clients is no part of any of them. A word counts when it stands apart from the name,
 * behind a dash or in brackets, with at least three companies whose whole name precedes it, and
 * companies hardly bear it themselves. It is understood anywhere in a name only when it seldom
 * stands with names unseparated: "Smith Dental Holdings" may well be another client. A site's name
 * that stands beneath three different records tells its words as well.
 */
final class SiteWords {
  private static final int FEWEST = 3;
  private static final double MOST_UNSEPARATED = 1.5;

  private final CompanyIndex index;
  private final Map<String, Map<String, Integer>> apart = new HashMap<>();
  private final Map<String, Map<String, Integer>> within = new HashMap<>();
  private final Map<String, Map<String, Integer>> sites = new HashMap<>();
  private final Map<String, Integer> cities = new HashMap<>();

  SiteWords(CompanyIndex index) {
    this.index = index;
  }

  /**
   * Reads an account that is new, or takes back one that is gone.
   *
   * @param name its name
   * @param times 1 or -1
   */
  void count(Account account, Name name, int times) {
    for (String word : Places.words(Places.plain(account.city()))) {
      add(cities, word, times);
    }
    read(name, account.parentName(), times);
  }

  /** The tenant's own words with all that was learned so far. */
  Vocabulary with(Vocabulary vocabulary) {
    Set<String> anywhere = new HashSet<>();
    Set<String> onlyApart = new HashSet<>();
    apart.forEach(
        (word, companies) -> {
          int loose = within.getOrDefault(word, Map.of()).size();
          if (isLearnt(word, companies.size(), 3) && loose <= MOST_UNSEPARATED * companies.size()) {
            anywhere.add(word);
          } else if (isLearnt(word, companies.size(), 1)) {
            onlyApart.add(word);
          }
        });
    sites.forEach(
        (site, parents) -> {
          for (String word : site.split(" ", -1)) {
            if (isLearnt(word, parents.size(), 3)) {
              anywhere.add(word);
            }
          }
        });
    return vocabulary.with(anywhere, onlyApart);
  }

  /** Whether so many companies' accounts have the word, and so few companies bear it. */
  private boolean isLearnt(String word, int companies, int times) {
    return companies >= FEWEST
        && !word.chars().allMatch(Character::isDigit)
        && !word.equals("st")
        && index.weights().count(word) * times <= companies
        && !Name.joins(word)
        && !index.places().contains(word)
        && !cities.containsKey(word);
  }

  private void read(Name name, String parent, int times) {
    String[] words = name.words();
    if (!parent.isEmpty()) {
      add(sites, String.join(" ", words), parent, times);
    }
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < words.length - 1; i++) {
      key.append(words[i]);
      List<CompanyProfile> named = index.named(key.toString());
      if (!named.isEmpty()) {
        String company = named.get(0).company().companyId();
        boolean separate = name.parts()[i + 1] != name.parts()[i];
        for (int j = i + 1; j < words.length; j++) {
          add(separate ? apart : within, words[j], company, times);
        }
      }
    }
  }

  private static void add(
      Map<String, Map<String, Integer>> words, String word, String beside, int times) {
    Map<String, Integer> of = words.computeIfAbsent(word, w -> new HashMap<>(4));
    add(of, beside, times);
    if (of.isEmpty()) {
      words.remove(word);
    }
  }

  private static void add(Map<String, Integer> counts, String key, int times) {
    counts.compute(
        key,
        (k, count) -> {
          int left = (count == null ? 0 : count) + times;
          return left == 0 ? null : left;
        });
  }
}
