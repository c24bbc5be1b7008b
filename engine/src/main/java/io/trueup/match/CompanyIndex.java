package io.trueup.match;

import io.trueup.facts.Company;
import io.trueup.match.Trigrams.Hit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All companies, found by what an account has: reference, domain, phone, name, short code,
 * initials, and letters that are nearly the same. An account meets a dozen companies or so, never
 * all.
 */
final class CompanyIndex {
  /** Companies that letters alone bring in. */
  private static final int NEAREST = 12;

  /** What is less alike is looked at only when nothing else is there. */
  private static final double FAINT = 0.2;

  private static final int ALWAYS = 5;

  private final Map<String, CompanyProfile> byId = new HashMap<>();
  private final Map<String, Set<CompanyProfile>> byIdInAnyCase = new HashMap<>();
  private final Map<String, Set<CompanyProfile>> byCode = new HashMap<>();
  private final Map<String, Set<CompanyProfile>> byDomain = new HashMap<>();
  private final Map<String, Set<CompanyProfile>> byLabel = new HashMap<>();
  private final Map<String, Set<CompanyProfile>> byPhone = new HashMap<>();
  private final Map<String, Set<CompanyProfile>> byName = new HashMap<>();
  private final TreeMap<String, Set<CompanyProfile>> byNameInOrder = new TreeMap<>();
  private final Map<String, Set<CompanyProfile>> byInitials = new HashMap<>();
  private final WordWeights weights;
  private final Trigrams trigrams;
  private final List<CompanyProfile> owners = new ArrayList<>();
  private final Set<String> places = new LinkedHashSet<>();

  CompanyIndex(Collection<Company> given) {
    List<Name> names = new ArrayList<>();
    List<Name> displayNames = new ArrayList<>();
    List<Company> sorted = new ArrayList<>(given);
    sorted.sort(Comparator.comparing(Company::companyId));
    for (Company one : sorted) {
      CompanyProfile company = new CompanyProfile(one);
      String id = one.companyId();
      byId.put(id, company);
      add(byIdInAnyCase, id.toLowerCase(Locale.ROOT), company);
      add(byCode, company.code(), company);
      company.domains().forEach(domain -> add(byDomain, domain, company));
      company.labels().forEach(label -> add(byLabel, label, company));
      add(byPhone, company.phone(), company);
      places.addAll(company.places());
      for (Name name : company.names().keySet()) {
        add(byName, name.key(), company);
        add(byName, name.bare(), company);
        add(byName, name.full(), company);
        add(byInitials, name.initials(), company);
        add(byInitials, name.allInitials(), company);
        names.add(name);
        owners.add(company);
      }
      add(byNameInOrder, company.name().key(), company);
      displayNames.add(company.name());
    }
    weights = new WordWeights(displayNames);
    trigrams = new Trigrams(names);
  }

  private static void add(
      Map<String, Set<CompanyProfile>> index, String key, CompanyProfile company) {
    if (!key.isEmpty()) {
      index.computeIfAbsent(key, k -> new LinkedHashSet<>(2)).add(company);
    }
  }

  /** Companies worth comparing with an account, each with how near its letters are, 0 to 1. */
  Map<CompanyProfile, Double> near(AccountProfile account, float[] scratch) {
    Map<CompanyProfile, Double> found = new LinkedHashMap<>();
    for (Name reading : account.readings()) {
      nearest(reading, scratch, 1, found);
      named(reading, found);
    }
    account
        .name()
        .main()
        .ifPresent(
            main -> {
              nearest(main, scratch, 1, found);
              named(main, found);
            });
    Name parent = account.parent();
    if (parent != null) {
      nearest(parent, scratch, 0.9, found);
      named(parent, found);
    }
    CompanyProfile referenced = byReference(account);
    if (referenced != null) {
      found.putIfAbsent(referenced, 0.0);
    }
    addAll(withCode(account.code()), found);
    account.domains().forEach(domain -> addAll(withDomain(domain), found));
    for (String label : account.labels()) {
      addAll(byLabel.getOrDefault(label, Set.of()), found);
      addAll(byName.getOrDefault(label, Set.of()), found);
      addAll(byInitials.getOrDefault(label, Set.of()), found);
    }
    addAll(withPhone(account.phone()), found);
    return found;
  }

  private void nearest(
      Name name, float[] scratch, double worth, Map<CompanyProfile, Double> found) {
    List<Hit> hits = trigrams.nearest(name, NEAREST, scratch);
    for (int i = 0; i < hits.size(); i++) {
      Hit hit = hits.get(i);
      if (i >= ALWAYS && hit.likeness() < FAINT) {
        break;
      }
      found.merge(owners.get(hit.name()), hit.likeness() * worth, Math::max);
    }
  }

  private void named(Name name, Map<CompanyProfile, Double> found) {
    for (String key : List.of(name.key(), name.bare())) {
      addAll(byName.getOrDefault(key, Set.of()), found);
      addAll(byLabel.getOrDefault(key, Set.of()), found);
      addAll(withCode(key), found);
    }
    for (String code : name.codes()) {
      addAll(withCode(code), found);
    }
    for (String word : name.words()) {
      addAll(withCode(word), found);
    }
    if (name.words().length == 1) {
      addAll(byInitials.getOrDefault(name.key(), Set.of()), found);
    } else {
      addAll(byName.getOrDefault(name.initials(), Set.of()), found);
    }
  }

  private static void addAll(Set<CompanyProfile> more, Map<CompanyProfile, Double> found) {
    for (CompanyProfile company : more) {
      found.putIfAbsent(company, 0.0);
    }
  }

  /**
   * The company whose id an account's reference is: letter for letter, or in other capitals when
   * that leaves one company.
   */
  @Nullable CompanyProfile byReference(AccountProfile account) {
    String reference = account.account().externalRef().strip();
    CompanyProfile exact = byId.get(reference);
    if (exact != null) {
      return exact;
    }
    Set<CompanyProfile> alike =
        byIdInAnyCase.getOrDefault(reference.toLowerCase(Locale.ROOT), Set.of());
    return alike.size() == 1 ? alike.iterator().next() : null;
  }

  Set<CompanyProfile> withCode(String code) {
    return code.isEmpty() ? Set.of() : byCode.getOrDefault(code, Set.of());
  }

  Set<CompanyProfile> withDomain(String domain) {
    return byDomain.getOrDefault(domain, Set.of());
  }

  Set<CompanyProfile> withPhone(String phone) {
    return phone.isEmpty() ? Set.of() : byPhone.getOrDefault(phone, Set.of());
  }

  /** Companies that are named so, legal forms and spaces aside. */
  Set<CompanyProfile> named(String key) {
    return byName.getOrDefault(key, Set.of());
  }

  /** Companies of this name; those that are not active count only when they are asked for. */
  int namesakes(String key, boolean onlyActive) {
    int count = 0;
    for (CompanyProfile company : named(key)) {
      count += !onlyActive || company.company().active() ? 1 : 0;
    }
    return count;
  }

  /** Other companies whose name, spaces aside, begins so and goes on; counted up to about nine. */
  int beginningWith(String key, CompanyProfile besides) {
    int count = 0;
    if (key.length() >= 2) {
      for (Set<CompanyProfile> named : byNameInOrder.tailMap(key, false).values()) {
        CompanyProfile first = named.iterator().next();
        if (!first.name().key().startsWith(key) || count >= 9) {
          break;
        }
        for (CompanyProfile company : named) {
          boolean counts = company.company().active() || !besides.company().active();
          count += counts && company != besides ? 1 : 0;
        }
      }
    }
    return count;
  }

  WordWeights weights() {
    return weights;
  }

  /** Words of the cities, states and countries of all companies. */
  Set<String> places() {
    return places;
  }

  float[] scratch() {
    return trigrams.scratch();
  }
}
