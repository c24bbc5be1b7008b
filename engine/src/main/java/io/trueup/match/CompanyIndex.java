package io.trueup.match;

import io.trueup.facts.Company;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All companies, found by what an account has: reference, domain, phone, name, short code,
 * initials, and letters that are nearly the same.
 */
final class CompanyIndex {
  private final Map<String, CompanyProfile> byId = new HashMap<>();
  private final Map<String, List<CompanyProfile>> byIdInAnyCase = new HashMap<>();
  private final Map<String, List<CompanyProfile>> byDomain = new HashMap<>();
  private final Map<String, Called> byWord = new HashMap<>();
  private final Map<String, List<CompanyProfile>> byPhone = new HashMap<>();
  private final NamesInOrder namesInOrder;
  private final WordWeights weights;
  private final Trigrams trigrams;
  private final List<CompanyProfile> owners = new ArrayList<>();
  private final int size;
  private final Set<String> places = new LinkedHashSet<>();

  CompanyIndex(Collection<Company> given) {
    List<Name> names = new ArrayList<>();
    List<CompanyProfile> companies = new ArrayList<>(given.size());
    List<Company> sorted = new ArrayList<>(given);
    sorted.sort(Comparator.comparing(Company::companyId));
    for (Company one : sorted) {
      CompanyProfile company = new CompanyProfile(one, companies.size());
      companies.add(company);
      String id = one.companyId();
      byId.put(id, company);
      add(byIdInAnyCase, id.toLowerCase(Locale.ROOT), company);
      call(company.code(), Called::addCoded, company);
      company.domains().forEach(domain -> add(byDomain, domain, company));
      company.labels().forEach(label -> call(label, Called::addLabelled, company));
      add(byPhone, company.phone(), company);
      places.addAll(company.places());
      for (Name name : company.names()) {
        call(name.key(), Called::addNamed, company);
        call(name.bare(), Called::addNamed, company);
        call(name.full(), Called::addNamed, company);
        call(name.initials(), Called::addInitialled, company);
        call(name.allInitials(), Called::addInitialled, company);
        names.add(name);
        owners.add(company);
      }
    }
    size = companies.size();
    namesInOrder = new NamesInOrder(companies);
    weights = new WordWeights(companies.stream().map(CompanyProfile::name).toList());
    for (CompanyProfile company : companies) {
      boolean active = company.company().active();
      company.weigh(weights, name -> namesakes(name.key(), active));
    }
    trigrams = new Trigrams(names);
  }

  private static void add(
      Map<String, List<CompanyProfile>> index, String key, CompanyProfile company) {
    if (!key.isEmpty()) {
      List<CompanyProfile> there = index.computeIfAbsent(key, k -> new ArrayList<>(1));
      // A company is added under all its keys before the next one is.
      if (there.isEmpty() || there.get(there.size() - 1) != company) {
        there.add(company);
      }
    }
  }

  private void call(String word, BiConsumer<Called, CompanyProfile> how, CompanyProfile company) {
    if (!word.isEmpty()) {
      how.accept(byWord.computeIfAbsent(word, k -> new Called()), company);
    }
  }

  /** How many companies there are; each has a number below that. */
  int size() {
    return size;
  }

  /** Names by their letters; what it finds is by the places of {@link #owner}. */
  Trigrams trigrams() {
    return trigrams;
  }

  /** Whose a name is. */
  CompanyProfile owner(int name) {
    return owners.get(name);
  }

  /**
   * The company whose id an account's reference is: letter for letter, or in other capitals when
   * that leaves one company.
   */
  @Nullable CompanyProfile byReference(String externalRef) {
    String reference = externalRef.strip();
    if (reference.isEmpty()) {
      return null;
    }
    CompanyProfile exact = byId.get(reference);
    if (exact != null) {
      return exact;
    }
    List<CompanyProfile> alike =
        byIdInAnyCase.getOrDefault(reference.toLowerCase(Locale.ROOT), List.of());
    return alike.size() == 1 ? alike.get(0) : null;
  }

  List<CompanyProfile> withCode(String code) {
    return called(code).coded();
  }

  /** Companies that are called by a word, in whichever way. */
  Called called(String word) {
    return byWord.getOrDefault(word, Called.NOBODY);
  }

  List<CompanyProfile> withDomain(String domain) {
    return find(byDomain, domain);
  }

  List<CompanyProfile> withPhone(String phone) {
    return find(byPhone, phone);
  }

  /** Companies that are named so, legal forms and spaces aside. */
  List<CompanyProfile> named(String key) {
    return called(key).named();
  }

  private static List<CompanyProfile> find(Map<String, List<CompanyProfile>> index, String key) {
    return key.isEmpty() ? List.of() : index.getOrDefault(key, List.of());
  }

  /** Companies of this name; those that are not active count only when they are asked for. */
  private int namesakes(String key, boolean onlyActive) {
    int count = 0;
    for (CompanyProfile company : named(key)) {
      count += !onlyActive || company.company().active() ? 1 : 0;
    }
    return count;
  }

  /** Other companies whose name, spaces aside, begins so and goes on; counted up to about nine. */
  int beginningWith(String key, CompanyProfile besides) {
    return namesInOrder.beginningWith(key, besides);
  }

  WordWeights weights() {
    return weights;
  }

  /** Words of the cities, states and countries of all companies. */
  Set<String> places() {
    return places;
  }
}
