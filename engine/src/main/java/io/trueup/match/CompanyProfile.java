package io.trueup.match;

import io.trueup.facts.Company;
import io.trueup.text.Domains;
import io.trueup.text.Folding;
import io.trueup.text.NameParts;
import io.trueup.text.Phones;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** A company in the shape in which accounts are compared with it. */
final class CompanyProfile {
  private final Company company;
  private final int number;
  private final Name name;
  private final List<Name> names = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();
  private List<Weighed> weighed = List.of();
  private int[] namesakes = {};
  private final Set<String> domains = new LinkedHashSet<>();
  private final Set<String> labels = new LinkedHashSet<>();
  private final Set<String> places = new HashSet<>();
  private final String phone;
  private final String code;
  private final String city;
  private final String state;
  private final String country;

  /**
   * @param number its own among all companies
   */
  CompanyProfile(Company company, int number) {
    this.company = company;
    this.number = number;
    NameParts parts = NameParts.of(company.name());
    name = Name.of(company.name(), parts);
    addName(name, "name");
    if (!company.legalName().isEmpty()) {
      addName(Name.of(company.legalName()), "legal_name");
    }
    Name.others(parts).forEach(other -> addName(other, "other_name"));
    for (List<String> written : List.of(company.domains(), company.contactDomains())) {
      for (String domain : written) {
        Domains.find(domain)
            .filter(found -> !found.shared())
            .ifPresent(
                found -> {
                  domains.add(found.registrable());
                  labels.add(Labels.plain(found.label()));
                });
      }
    }
    phone = Phones.key(company.phone()).orElse("");
    code = Folding.fold(company.identifier()).strip();
    city = Places.plain(company.city());
    state = Places.plain(company.state());
    country = Places.country(Places.plain(company.country()));
    for (String place : List.of(city, state, country)) {
      places.addAll(Places.words(place));
    }
  }

  private void addName(Name name, String of) {
    boolean known = names.stream().anyMatch(n -> n.full().equals(name.full()));
    if (!name.isEmpty() && !known) {
      names.add(name);
      kinds.add(of);
    }
  }

  /** Weighs its names, once those of all companies are known. */
  void weigh(WordWeights weights, ToIntFunction<Name> namesakes) {
    List<Weighed> all = new ArrayList<>(names.size());
    names.forEach(name -> all.add(new Weighed(name, weights)));
    weighed = all;
    this.namesakes = names.stream().mapToInt(namesakes).toArray();
  }

  Company company() {
    return company;
  }

  int number() {
    return number;
  }

  /** Its names; the display name first, unless it has no letter. */
  List<Name> names() {
    return names;
  }

  /** The same, weighed. */
  List<Weighed> weighed() {
    return weighed;
  }

  /**
   * Companies with one of its names, legal forms aside, this one included; those that are not
   * active only when it is not active itself. 0 when it is none of its names.
   */
  int namesakes(Name name) {
    int at = names.indexOf(name);
    return at < 0 ? 0 : namesakes[at];
  }

  /** Which name it is: name, legal_name or other_name. */
  String kind(int name) {
    return kinds.get(name);
  }

  /** Whether one of its other names has the word. */
  boolean hasInOtherName(String word, Name besides) {
    for (int i = 0; i < names.size(); i++) {
      Name name = names.get(i);
      if (name != besides) {
        for (String each : name.words()) {
          if (each.equals(word)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Its display name. */
  Name name() {
    return name;
  }

  /** The words of its display name. */
  List<String> nameWords() {
    return List.of(name.words());
  }

  /** Domains that it registered, of its web site and its people's mail. */
  Set<String> domains() {
    return domains;
  }

  /** The names in those domains: acme of acme.co.uk. */
  Set<String> labels() {
    return labels;
  }

  /** Empty when not known, as are the others. */
  String phone() {
    return phone;
  }

  String code() {
    return code;
  }

  Set<String> places() {
    return places;
  }

  String city() {
    return city;
  }

  String state() {
    return state;
  }

  String country() {
    return country;
  }
}
