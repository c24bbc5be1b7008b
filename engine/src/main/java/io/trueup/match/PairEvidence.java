package io.trueup.match;

import io.trueup.match.NameComparison.Kind;
import io.trueup.text.LegalForms;
import io.trueup.text.Likeness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an account and one company have in common, and in what they contradict each other. */
final class PairEvidence {
  /** Words of many towns, which are part of one only where the rest of it stands there too. */
  private static final Set<String> OF_MANY_TOWNS =
      Set.of(
          "new", "old", "north", "south", "east", "west", "saint", "st", "sankt", "san", "santa",
          "fort", "ft", "mount", "mt", "port", "lake", "great", "upper", "lower", "bad");

  /** The score that is likely and unlikely alike, and how fast that changes around it. */
  private static final double MIDDLE = 7;

  private static final double SPREAD = 3;

  private final AccountProfile account;
  private final CompanyProfile company;
  private final CompanyIndex index;
  private final Vocabulary vocabulary;
  private final double letters;

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
      CompanyIndex index,
      Vocabulary vocabulary,
      double letters) {
    this.account = account;
    this.company = company;
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
    String stateWord = Places.compare(account.state(), company.state());
    state = stateWord.equals("near") ? "same" : stateWord;
    country =
        account.country().isEmpty() || company.country().isEmpty()
            ? ""
            : account.country().equals(company.country()) ? "same" : "different";
    NameComparison best = null;
    Name bestOf = company.name();
    String which = "name";
    for (Map.Entry<Name, String> theirs : company.names().entrySet()) {
      for (Name reading : account.readings()) {
        NameComparison compared = compare(reading, theirs.getKey());
        if (best == null || compared.isBetterThan(best)) {
          best = compared;
          bestOf = theirs.getKey();
          which = theirs.getValue();
        }
      }
    }
    if (best == null) {
      best = compare(account.name(), bestOf);
    }
    Name parent = account.parent();
    if (parent != null) {
      NameComparison above = byParent(parent);
      parentAgrees = above.kind().whole();
      if (best.kind().compareTo(Kind.OVERLAP) <= 0 && above.kind().compareTo(best.kind()) > 0) {
        siteName = unknownWords(account.name());
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
    score = readScore();
    thousandths = (int) Math.round(1000 / (1 + Math.exp((MIDDLE - score) / SPREAD)));
  }

  private NameComparison compare(Name reading, Name theirs) {
    return NameComparison.of(
        reading,
        theirs,
        index.weights(),
        (word, apart, first) -> explains(word, apart, first, theirs));
  }

  private NameComparison byParent(Name parent) {
    NameComparison best = null;
    for (Name theirs : company.names().keySet()) {
      NameComparison compared = compare(parent, theirs);
      best = best == null || compared.isBetterThan(best) ? compared : best;
    }
    return best == null ? compare(parent, companyName) : best;
  }

  private boolean explains(String word, boolean apart, boolean first, Name theirs) {
    if (vocabulary.isRemark(word, apart, first, account.gone()) || isPlace(word)) {
      return true;
    }
    if (word.equals(company.code()) || ((apart || first) && isCode(word, apart, theirs))) {
      return true;
    }
    return company.hasInOtherName(word, theirs);
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

  private boolean isPlace(String word) {
    if (OF_MANY_TOWNS.contains(word)) {
      List<String> town = Places.words(company.city().isEmpty() ? account.city() : company.city());
      List<String> rest = new ArrayList<>(town);
      rest.removeAll(OF_MANY_TOWNS);
      return rest.size() < town.size() && List.of(account.name().words()).containsAll(rest);
    }
    if (company.places().contains(word)) {
      return true;
    }
    return !city.equals("different") && account.cityWords().contains(word);
  }

  private boolean isCode(String word, boolean apart, Name theirs) {
    boolean number = word.chars().anyMatch(Character::isDigit);
    if (number) {
      return word.length() >= 3 && index.weights().count(word) == 0;
    }
    return apart
        && (NameComparison.isInitials(word, theirs)
            || Likeness.isCodeOf(word, company.nameWords()));
  }

  /** Words of the account's own name that are neither remarks nor places. */
  private String unknownWords(Name own) {
    StringBuilder unknown = new StringBuilder();
    for (String word : own.words()) {
      boolean known =
          vocabulary.knows(word)
              || index.places().contains(word)
              || account.cityWords().contains(word)
              || word.chars().allMatch(Character::isDigit);
      if (!known) {
        unknown.append(unknown.isEmpty() ? "" : " ").append(word);
      }
    }
    return unknown.toString();
  }

  private String readReference() {
    if (account.reference().isEmpty()) {
      return "";
    }
    CompanyProfile named = index.byReference(account.reference());
    if (named != null) {
      return named == company ? "company_id" : "another";
    }
    Set<CompanyProfile> coded = index.withCode(account.reference());
    if (coded.contains(company)) {
      return coded.size() == 1 ? "short_code" : "shared";
    }
    return coded.isEmpty() ? "unknown" : "another";
  }

  private String readDomain() {
    boolean own = false;
    boolean shared = false;
    boolean others = false;
    boolean nobodys = false;
    for (String each : account.domains()) {
      Set<CompanyProfile> owners = index.withDomain(each);
      if (owners.contains(company)) {
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
    for (Name theirs : company.names().keySet()) {
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
    Set<CompanyProfile> owners = index.withPhone(account.phone());
    if (owners.contains(company)) {
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
      for (Name reading : account.readings()) {
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

  /**
   * Higher is likelier. Found by trial on labelled sets; only the order of candidates rests on it.
   */
  private double readScore() {
    double sum =
        switch (reference) {
          case "company_id" -> name.kind() == Kind.NONE ? 9 : 20;
          case "short_code" -> name.kind() == Kind.NONE ? 7 : 14;
          case "shared" -> 5;
          case "another" -> -4;
          default -> 0;
        };
    sum +=
        switch (domain) {
          case "own", "own_among_others" -> 12;
          case "own_and_another" -> 7;
          case "shared" -> 5;
          case "another" -> -3;
          case "different" -> -1;
          default -> 0;
        };
    sum +=
        switch (domainName) {
          case "same" -> 5;
          case "companys" -> 4;
          case "initials" -> 3;
          case "beginning" -> 2.5;
          case "longer" -> 2;
          default -> 0;
        };
    sum +=
        switch (phone) {
          case "same" -> 8;
          case "shared" -> 4;
          case "another" -> -2;
          case "different" -> -1.5;
          default -> 0;
        };
    sum += city.equals("same") ? 1.5 : city.equals("different") ? -1.5 : 0;
    sum += state.equals("same") ? 0.5 : state.equals("different") ? -0.5 : 0;
    sum -= country.equals("different") ? 2 : 0;
    sum += nameScore() + 3 * letters;
    sum += code.equals("is_name") ? 7 : code.equals("shared") ? 4 : code.equals("in_name") ? 3 : 0;
    sum += parentAgrees && !nameOf.equals("parent") ? 2 : 0;
    sum +=
        switch (legalForm) {
          case "same" -> 0.4;
          case "different" -> -0.3;
          case "foreign" -> -0.6;
          case "missing" -> account.name().form().isEmpty() ? -0.05 : 0;
          default -> 0;
        };
    return company.company().active() ? sum : sum - 0.4;
  }

  private double nameScore() {
    double ratio = name.ratio();
    return switch (name.kind()) {
          case IDENTICAL -> 10;
          case SAME -> 9.5;
          case EXPLAINED -> 9;
          case REORDERED -> 8.5;
          case SPELLING -> 8 - 0.3 * name.differences();
          case INITIALS -> 5;
          case SHORTENED -> 2 + 5 * ratio;
          case EXTENDED -> 1.5 + 5 * ratio + (name.extraApart() ? 1.5 : 0);
          case OVERLAP -> 4 * ratio;
          case NONE -> 0;
        }
        + (name.cut() ? 0.7 : 0)
        - (nameOf.equals("parent") ? 0.5 : 0);
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
