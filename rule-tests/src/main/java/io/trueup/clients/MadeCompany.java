package io.trueup.clients;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A company as it truly is, of which PSA and accounts each show a part.
 *
 * @param tongue its language
 * @param base its name without the legal form
 * @param form the legal form
 * @param name what the PSA calls it
 * @param legalName its registered name, of which the name may be no part
 * @param country ISO code
 * @param place city, and state where there are states
 * @param phone national digits of its number
 * @param domains its domains, the first in daily use; may be empty
 * @param identifier the PSA's short code
 * @param companyId the PSA's id
 * @param parent the company above it, whose base name it carries; null for none
 * @param kind what is hard about it; empty for nothing
 */
record MadeCompany(
    Tongue tongue,
    String base,
    String form,
    String name,
    String legalName,
    String country,
    String place,
    String phone,
    List<String> domains,
    String identifier,
    String companyId,
    @org.jspecify.annotations.Nullable MadeCompany parent,
    String kind) {

  String city() {
    return Tongue.city(place);
  }

  String state() {
    return place.equals(city()) ? "" : place.substring(place.length() - 2);
  }

  /** The name with its legal form. */
  String formal() {
    return form.equals("Stichting") ? form + " " + base : base + " " + form;
  }

  List<String> words() {
    return Arrays.stream(base.split("[^\\p{L}\\p{N}']+")).filter(w -> !w.isEmpty()).toList();
  }

  /** First letters of the words, in Latin capitals. */
  String acronym() {
    return words().stream()
        .filter(w -> w.length() > 1 && !w.equals("and") && !w.equals("und"))
        .map(w -> Latin.bare(w).substring(0, 1))
        .collect(Collectors.joining())
        .toUpperCase(Locale.ROOT);
  }
}
