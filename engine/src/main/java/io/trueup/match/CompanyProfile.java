package io.trueup.match;

import io.trueup.facts.Company;
import io.trueup.text.Domains;
import io.trueup.text.Folding;
import io.trueup.text.Phones;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A company in the shape in which accounts are compared with it. */
final class CompanyProfile {
  private final Company company;
  private final Name name;
  private final Map<Name, String> names = new LinkedHashMap<>();
  private final Set<String> domains = new LinkedHashSet<>();
  private final Set<String> labels = new LinkedHashSet<>();
  private final Set<String> places = new HashSet<>();
  private final String phone;
  private final String code;
  private final String city;
  private final String state;
  private final String country;

  CompanyProfile(Company company) {
    this.company = company;
    name = Name.of(company.name());
    addName(name, "name");
    if (!company.legalName().isEmpty()) {
      addName(Name.of(company.legalName()), "legal_name");
    }
    Name.others(company.name()).forEach(other -> addName(other, "other_name"));
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
    boolean known = names.keySet().stream().anyMatch(n -> n.full().equals(name.full()));
    if (!name.isEmpty() && !known) {
      names.put(name, of);
    }
  }

  Company company() {
    return company;
  }

  /** Its names, each with which one it is; the display name first, unless it has no letter. */
  Map<Name, String> names() {
    return names;
  }

  /** Whether one of its other names has the word. */
  boolean hasInOtherName(String word, Name besides) {
    for (Name name : names.keySet()) {
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
