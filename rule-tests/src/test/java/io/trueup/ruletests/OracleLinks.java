package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which company an integration account belongs to, by confirmed links, ids, domains and names that
 * differ in legal form at most: all that generated months have.
 */
final class OracleLinks {

  /**
   * What is known of an account: {@code confirmed} and {@code auto} name one company, {@code
   * suggested} the likeliest, {@code unmatched} and {@code ignored} none.
   */
  record Link(String decision, Set<String> companies) {

    boolean linked() {
      return decision.equals("confirmed") || decision.equals("auto");
    }

    boolean ignored() {
      return decision.equals("ignored");
    }

    @Override
    public String toString() {
      return decision + companies;
    }

    String company() {
      return linked() ? companies.iterator().next() : "";
    }
  }

  private static final Set<String> LEGAL_FORMS =
      Set.of(
          "corp",
          "corporation",
          "inc",
          "incorporated",
          "llc",
          "llp",
          "ltd",
          "limited",
          "gmbh",
          "ag",
          "co",
          "company",
          "plc",
          "sa",
          "bv");

  private static final Set<String> GERMAN = Set.of("gmbh", "ag");

  private final OracleInput input;

  private OracleLinks(OracleInput input) {
    this.input = input;
  }

  static Map<String, Link> of(OracleInput input) {
    OracleLinks links = new OracleLinks(input);
    Map<String, Link> all = new TreeMap<>();
    input.accounts.forEach((key, account) -> all.put(key, links.link(key, account)));
    return all;
  }

  private Link link(String key, Map<String, String> account) {
    // A person's word comes first: ignored, or linked to a company.
    Optional<Link> said = said(key);
    if (said.isPresent()) {
      return said.get();
    }
    // Then the external reference, a domain, and the normalised name; each may point at companies.
    Set<String> rejected = rejected(key);
    Set<String> byReference = without(rejected, byReference(account));
    Set<String> byDomain = without(rejected, byDomain(account));
    Set<String> byName = without(rejected, byName(account));
    List<Set<String>> pointing = new ArrayList<>();
    for (Set<String> evidence : List.of(byReference, byDomain, byName)) {
      if (!evidence.isEmpty()) {
        pointing.add(evidence);
      }
    }
    if (pointing.isEmpty()) {
      // A name that differs in legal form only links as well, unless the forms are of two countries
      // or the name is a single word with two forms.
      Set<String> bare = without(rejected, byBareName(account));
      if (bare.isEmpty()) {
        return new Link("unmatched", Set.of());
      }
      boolean certain =
          bare.size() == 1
              && bare.stream()
                  .map(id -> input.companies.getOrDefault(id, Map.of()))
                  .allMatch(one -> formsAgree(text(account, "name"), text(one, "name")));
      return certain ? new Link("auto", bare) : suggested(bare);
    }
    // The strongest evidence links when it names one company and nothing else contradicts it; a
    // domain needs a name that goes with it.
    Set<String> strongest = pointing.get(0);
    boolean contradicted = pointing.stream().anyMatch(other -> !other.containsAll(strongest));
    boolean named = strongest != byDomain || byBareName(account).containsAll(strongest);
    if (strongest.size() == 1 && !contradicted && named) {
      return new Link("auto", strongest);
    }
    Set<String> candidates = new TreeSet<>();
    pointing.forEach(candidates::addAll);
    return suggested(candidates);
  }

  private static Link suggested(Set<String> companies) {
    return new Link("suggested", Set.of(new TreeSet<>(companies).first()));
  }

  /** The last word on an account; the list of links was there before any decision. */
  private Optional<Link> said(String key) {
    Optional<Link> said = Optional.empty();
    for (Map<String, String> row : input.links) {
      if (OracleInput.account(row).equals(key)) {
        said = Optional.of(linkTo(text(row, "company_id")));
      }
    }
    for (Map<String, String> word : sayings(key)) {
      String company = text(word, "company_id");
      if (text(word, "kind").equals("reject_link")) {
        // Takes back a link to the same company and no other.
        said = said.filter(link -> !link.company().equals(company));
      } else {
        said = Optional.of(linkTo(text(word, "kind").equals("link") ? company : ""));
      }
    }
    return said;
  }

  /** What people said about an account, in the order in which they said it. */
  private List<Map<String, String>> sayings(String key) {
    List<Map<String, String>> words = new ArrayList<>();
    for (String kind : List.of("ignore_account", "link", "reject_link")) {
      words.addAll(input.decisions(kind));
    }
    words.removeIf(word -> !text(word, "value").equals(key));
    words.sort(
        Comparator.comparing((Map<String, String> word) -> text(word, "decided_at"))
            .thenComparing(word -> text(word, "decision_id")));
    return words;
  }

  /** Companies that the account is not: a later link to the company takes that back. */
  private Set<String> rejected(String key) {
    Set<String> rejected = new TreeSet<>();
    for (Map<String, String> word : sayings(key)) {
      if (text(word, "kind").equals("reject_link")) {
        rejected.add(text(word, "company_id"));
      } else if (text(word, "kind").equals("link")) {
        rejected.remove(text(word, "company_id"));
      }
    }
    return rejected;
  }

  private static Set<String> without(Set<String> rejected, Set<String> companies) {
    Set<String> left = new TreeSet<>(companies);
    left.removeAll(rejected);
    return left;
  }

  private static Link linkTo(String company) {
    return company.isEmpty()
        ? new Link("ignored", Set.of())
        : new Link("confirmed", Set.of(company));
  }

  private Set<String> byReference(Map<String, String> account) {
    String reference = text(account, "external_ref");
    return input.companies.containsKey(reference) ? Set.of(reference) : Set.of();
  }

  private Set<String> byDomain(Map<String, String> account) {
    Set<String> owners = new TreeSet<>();
    for (String domain : domains(text(account, "domains"))) {
      input.companies.forEach(
          (id, company) -> {
            if (domains(text(company, "domains")).contains(domain)
                || domains(text(company, "contact_domains")).contains(domain)) {
              owners.add(id);
            }
          });
    }
    return owners;
  }

  private Set<String> byName(Map<String, String> account) {
    String name = normalised(text(account, "name"));
    return input.companies.entrySet().stream()
        .filter(e -> !name.isEmpty() && normalised(text(e.getValue(), "name")).equals(name))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> byBareName(Map<String, String> account) {
    String name = bare(text(account, "name"));
    return input.companies.entrySet().stream()
        .filter(e -> !name.isEmpty() && bare(text(e.getValue(), "name")).equals(name))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean formsAgree(String one, String other) {
    String first = form(one);
    String second = form(other);
    if (first.isEmpty() || second.isEmpty()) {
      return true;
    }
    boolean oneCountry = GERMAN.contains(first) == GERMAN.contains(second);
    return oneCountry && words(bareWords(one)).size() > 1;
  }

  private static String form(String name) {
    List<String> words = words(name);
    String last = words.get(words.size() - 1);
    return words.size() > 1 && LEGAL_FORMS.contains(last) ? last : "";
  }

  static Set<String> domains(String list) {
    return Arrays.stream(list.split(";"))
        .map(d -> d.strip().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", ""))
        .filter(d -> !d.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Case, accents, punctuation and spaces do not tell names apart. */
  static String normalised(String name) {
    return String.join("", words(name));
  }

  private static String bare(String name) {
    return bareWords(name).replace(" ", "");
  }

  private static String bareWords(String name) {
    List<String> words = new ArrayList<>(words(name));
    while (words.size() > 1 && LEGAL_FORMS.contains(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    return String.join(" ", words);
  }

  private static List<String> words(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("['’.]", "");
    return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+")).filter(w -> !w.isEmpty()).toList();
  }
}
