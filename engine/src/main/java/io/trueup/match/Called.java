package io.trueup.match;

import java.util.ArrayList;
import java.util.List;

/**
 * Companies that are called by one word: each of them once, in the order of their ids. All words of
 * a company are added before those of the next.
 */
final class Called {
  /** Nobody is called so. */
  static final Called NOBODY = new Called();

  private List<CompanyProfile> coded = List.of();
  private List<CompanyProfile> labelled = List.of();
  private List<CompanyProfile> named = List.of();
  private List<CompanyProfile> initialled = List.of();

  void addCoded(CompanyProfile company) {
    coded = with(company, coded);
  }

  void addLabelled(CompanyProfile company) {
    labelled = with(company, labelled);
  }

  void addNamed(CompanyProfile company) {
    named = with(company, named);
  }

  void addInitialled(CompanyProfile company) {
    initialled = with(company, initialled);
  }

  private static List<CompanyProfile> with(CompanyProfile company, List<CompanyProfile> others) {
    List<CompanyProfile> all = others.isEmpty() ? new ArrayList<>(1) : others;
    if (all.isEmpty() || all.get(all.size() - 1) != company) {
      all.add(company);
    }
    return all;
  }

  /** Those whose short code it is. */
  List<CompanyProfile> coded() {
    return coded;
  }

  /** Those with a domain of this name: acme of acme.co.uk. */
  List<CompanyProfile> labelled() {
    return labelled;
  }

  /** Those whose name it is, legal forms and spaces aside. */
  List<CompanyProfile> named() {
    return named;
  }

  /** Those whose initials it is. */
  List<CompanyProfile> initialled() {
    return initialled;
  }
}
