package io.trueup.match;

import io.trueup.match.NameComparison.Kind;
import io.trueup.text.LegalForms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an account and one company have in common, and in what they contradict each other. */
final class PairEvidence {
  private final AccountProfile account;
  private final CompanyProfile company;
  private final Contacts contacts;
  private final CompanyIndex index;
  private final Vocabulary vocabulary;
  private final double letters;
  private final ExplainedWords words;

  private final String reference;
  private final String domain;
  private String sharedDomain = "";
  private final String domainName;
  private final String phone;
  private final String city;
  private final String state;
  private final String country;
  private final NameComparison name;
  private final Name companyName;
  private final String nameOf;
  private String siteName = "";
  private boolean parentAgrees;
  private final String legalForm;
  private final String code;
  private final double score;
  private final int thousandths;

  PairEvidence(
      AccountProfile account,
      CompanyProfile company,
      Contacts contacts,
      CompanyIndex index,
      Vocabulary vocabulary,
      double letters) {
    this.account = account;
    this.company = company;
    this.contacts = contacts;
    this.index = index;
    this.vocabulary = vocabulary;
    this.letters = letters;
    reference = readReference();
    domain = readDomain();
    phone = readPhone();
    city =
        company.city().isEmpty() && !account.city().isEmpty()
            ? "unknown"
            : Places.compare(account.city(), company.city());
    words = new ExplainedWords(account, company, index, vocabulary, !city.equals("different"));
    String stateWord = Places.compare(account.state(), company.state());
    state = stateWord.equals("near") ? "same" : stateWord;
    country =
        account.country().isEmpty() || company.country().isEmpty()
            ? ""
            : account.country().equals(company.country()) ? "same" : "different";
    NameComparison best = null;
    Name bestOf = company.name();
    String which = "name";
    List<Weighed> theirs = company.weighed();
    List<Weighed> readings = account.readings();
    for (int i = 0; i < theirs.size(); i++) {
      for (int j = 0; j < readings.size(); j++) {
        NameComparison compared = compare(readings.get(j), theirs.get(i));
        if (best == null || compared.isBetterThan(best)) {
          best = compared;
          bestOf = theirs.get(i).name();
          which = company.kind(i);
        }
      }
    }
    if (best == null) {
      best = compare(readings.get(0), nameless());
    }
    Weighed parent = account.parent();
    if (parent != null) {
      NameComparison above = byParent(parent);
      parentAgrees = above.kind().whole();
      if (best.kind().compareTo(Kind.OVERLAP) <= 0 && above.kind().compareTo(best.kind()) > 0) {
        siteName = words.unknown();
        best = above;
        which = "parent";
      }
    }
    name = best;
    companyName = bestOf;
    nameOf = account.namedByDomain() && !which.equals("parent") ? "domain" : which;
    domainName = readDomainName();
    legalForm = readLegalForm();
    code = readCode();
    score = Likelihood.of(this);
    thousandths = Likelihood.thousandths(score);
  }

  private NameComparison compare(Weighed reading, Weighed theirs) {
    return NameComparison.of(reading, theirs, index.weights(), words);
  }

  private NameComparison byParent(Weighed parent) {
    NameComparison best = null;
    for (Weighed theirs : company.weighed()) {
      NameComparison compared = compare(parent, theirs);
      best = best == null || compared.isBetterThan(best) ? compared : best;
    }
    return best == null ? compare(parent, nameless()) : best;
  }

  /** The name of a company without a word in it. */
  private Weighed nameless() {
    return new Weighed(company.name(), index.weights());
  }

  /** Whether the other company is a second record of this one: its name and a domain or number. */
  boolean isDuplicatedBy(PairEvidence other) {
    CompanyProfile its = other.company;
    if (!its.name().key().startsWith(company.name().key())) {
      return false;
    }
    List<String> more = new ArrayList<>(List.of(its.name().words()));
    more.removeAll(List.of(company.name().words()));
    boolean remarked = !more.isEmpty() && more.stream().allMatch(vocabulary::knows);
    boolean oneContact =
        !Collections.disjoint(its.domains(), company.domains())
            || (!its.phone().isEmpty() && its.phone().equals(company.phone()));
    return remarked || (more.isEmpty() && oneContact);
  }

  private String readReference() {
    if (account.account().externalRef().isBlank()) {
      return "";
    }
    if (contacts.referenced() != null) {
      return contacts.referenced() == company ? "company_id" : "another";
    }
    List<CompanyProfile> coded = contacts.coded();
    if (!coded.isEmpty() && company.code().equals(account.code())) {
      return coded.size() == 1 ? "short_code" : "shared";
    }
    return coded.isEmpty() ? "unknown" : "another";
  }

  private String readDomain() {
    boolean own = false;
    boolean shared = false;
    boolean others = false;
    boolean nobodys = false;
    for (int i = 0; i < contacts.domains().size(); i++) {
      String each = contacts.domains().get(i);
      List<CompanyProfile> owners = contacts.ofDomains().get(i);
      if (!owners.isEmpty() && company.domains().contains(each)) {
        own |= owners.size() == 1;
        shared |= owners.size() > 1;
        sharedDomain = sharedDomain.isEmpty() || owners.size() == 1 ? each : sharedDomain;
      } else {
        others |= !owners.isEmpty();
        nobodys |= owners.isEmpty();
      }
    }
    if (own) {
      return others ? "own_and_another" : nobodys ? "own_among_others" : "own";
    }
    if (shared) {
      return "shared";
    }
    if (others) {
      return "another";
    }
    return account.domains().isEmpty() || company.domains().isEmpty() ? "" : "different";
  }

  private String readDomainName() {
    String best = "";
    for (Name theirs : account.labels().isEmpty() ? List.<Name>of() : company.names()) {
      for (String label : account.labels()) {
        if (company.labels().contains(label) && !account.tenants().contains(label)) {
          // The company's own domain, which says so by itself.
          continue;
        }
        best = stronger(best, Labels.compare(label, theirs));
      }
    }
    if (best.isEmpty() && !name.kind().whole()) {
      for (String label : company.labels()) {
        if (Labels.isOf(label, account.name())) {
          return "companys";
        }
      }
    }
    return best;
  }

  private static String stronger(String a, String b) {
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(String domainName) {
    return switch (domainName) {
      case "same" -> 4;
      case "initials" -> 3;
      case "beginning" -> 2;
      case "longer" -> 1;
      default -> 0;
    };
  }

  private String readPhone() {
    if (account.phone().isEmpty() || company.phone().isEmpty()) {
      return account.phone().isEmpty() ? "" : "unknown";
    }
    List<CompanyProfile> owners = contacts.called();
    if (account.phone().equals(company.phone())) {
      return owners.size() == 1 ? "same" : "shared";
    }
    return owners.isEmpty() ? "different" : "another";
  }

  private String readLegalForm() {
    String here = account.name().form();
    String there = companyName.form();
    if (here.equals(there)) {
      return here.isEmpty() ? "" : "same";
    }
    if (here.isEmpty() || there.isEmpty()) {
      return "missing";
    }
    boolean foreign =
        LegalForms.compatible(account.name().forms().get(0), companyName.forms().get(0))
            == LegalForms.Likeness.FOREIGN;
    return foreign ? "foreign" : "different";
  }

  private String readCode() {
    String theirs = company.code();
    if (!theirs.isEmpty()) {
      for (Weighed weighed : account.readings()) {
        Name reading = weighed.name();
        if (reading.key().equals(theirs) || reading.full().equals(theirs)) {
          return index.withCode(theirs).size() == 1 ? "is_name" : "shared";
        }
      }
      for (String beside : account.name().codes()) {
        if (beside.equals(theirs)) {
          return "in_name";
        }
      }
      String[] words = account.name().words();
      if (words.length > 1 && (words[0].equals(theirs) || words[words.length - 1].equals(theirs))) {
        return "in_name";
      }
    }
    return "";
  }

  /** Reference, domain or phone that only this company has. */
  boolean proof() {
    return reference.equals("company_id")
        || reference.equals("short_code")
        || domain.startsWith("own")
        || phone.equals("same");
  }

  double score() {
    return score;
  }

  /** The score as thousandths of 1. */
  int thousandths() {
    return thousandths;
  }

  CompanyProfile company() {
    return company;
  }

  NameComparison name() {
    return name;
  }

  String nameOf() {
    return nameOf;
  }

  Name companyName() {
    return companyName;
  }

  String siteName() {
    return siteName;
  }

  String reference() {
    return reference;
  }

  String domain() {
    return domain;
  }

  String sharedDomain() {
    return sharedDomain;
  }

  String domainName() {
    return domainName;
  }

  String phone() {
    return phone;
  }

  String city() {
    return city;
  }

  String state() {
    return state;
  }

  /** How near the letters of the names are, 0 to 1. */
  double letters() {
    return letters;
  }

  /** Whether the record above the account bears the company's whole name. */
  boolean parentAgrees() {
    return parentAgrees;
  }

  /** Whether the account's name has a legal form. */
  boolean hasForm() {
    return !account.name().form().isEmpty();
  }

  String country() {
    return country;
  }

  String legalForm() {
    return legalForm;
  }

  String code() {
    return code;
  }
}
