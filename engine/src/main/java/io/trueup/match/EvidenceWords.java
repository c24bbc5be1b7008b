package io.trueup.match;

import io.trueup.facts.Account;
import io.trueup.facts.Candidate;
import io.trueup.facts.Company;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Evidence in a colleague's words: first what speaks for the company, then what speaks against it.
 */
final class EvidenceWords {
  private final Candidate fact;
  private final Account account;
  private final Company company;
  private final Shared shared;

  /**
   * What a fact does not tell.
   *
   * @param domain the domain that both have; empty when there is none
   * @param labelled whether the account has a domain of its own
   * @param left words of the account's name that nothing explains
   */
  record Shared(String domain, boolean labelled, String left) {}

  /**
   * @param account one with the evidence of the account that the fact is about
   */
  EvidenceWords(Candidate fact, Account account, Company company, Shared shared) {
    this.fact = fact;
    this.account = account;
    this.company = company;
    this.shared = shared;
  }

  /** One line, ending in a full stop. */
  String sentence() {
    List<String> pro = pro();
    List<String> con = con();
    String first = pro.isEmpty() ? "Only letters are alike" : String.join(", ", pro);
    String all = con.isEmpty() ? first : first + "; but " + String.join(", ", con);
    return all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1) + ".";
  }

  private List<String> pro() {
    List<String> pro = new ArrayList<>();
    switch (fact.reference()) {
      case "company_id" -> pro.add("it carries this company's id " + account.externalRef());
      case "short_code" -> pro.add("it carries this company's short code " + account.externalRef());
      default -> {}
    }
    switch (fact.domain()) {
      case "own", "own_among_others", "own_and_another" ->
          pro.add("the domain " + shared.domain() + " is this company's alone");
      case "shared" -> pro.add("the domain " + shared.domain() + " is shared by companies");
      default -> {}
    }
    switch (fact.phone()) {
      case "same" -> pro.add("the phone number " + account.phone() + " is this company's alone");
      case "shared" -> pro.add("the phone number " + account.phone() + " is shared by companies");
      default -> {}
    }
    String name = name();
    if (!name.isEmpty()) {
      pro.add(name);
    }
    switch (fact.code()) {
      case "is_name" -> pro.add("it is called by the short code " + company.identifier());
      case "in_name" -> pro.add("the short code " + company.identifier() + " stands in its name");
      default -> {}
    }
    if (fact.domain().isEmpty() || fact.domain().equals("different")) {
      domainName(pro);
    }
    if (fact.city().equals("same")) {
      pro.add("both are in " + company.city());
    }
    if (fact.knownAccounts() > 0) {
      pro.add(
          "people gave "
              + (fact.knownAccounts() == 1
                  ? "another account"
                  : fact.knownAccounts() + " other accounts")
              + " of this name to it");
    }
    return pro;
  }

  private String name() {
    String theirs =
        quoted(fact.nameOf().equals("legal_name") ? company.legalName() : company.name());
    String ours = fact.nameOf().equals("parent") ? "the name above it" : "the name";
    return switch (fact.name()) {
      case "identical" -> ours + " is the same" + which();
      case "same" -> ours + " is that of " + theirs + " but for " + form();
      case "explained" -> ours + " is " + theirs + " with a code, a place or a remark";
      case "reordered" -> ours + " has the words of " + theirs + " in another order";
      case "spelling" ->
          ours
              + " is "
              + theirs
              + (fact.differences() == 1
                  ? " with one word spelt or shortened otherwise"
                  : " with " + fact.differences() + " words spelt or shortened otherwise");
      case "initials" ->
          fact.words() == 1
              ? theirs + " is the initials of " + ours
              : ours + " is the initials of " + theirs;
      case "shortened" -> ours + " is how " + theirs + " begins";
      case "extended" -> ours + " is " + theirs + " with " + quoted(shared.left()) + " more";
      case "overlap" ->
          fact.equalWords() == 0
              ? ""
              : fact.equalWords() == 1
                  ? "one word of the names agrees"
                  : fact.equalWords() + " words of the names agree";
      default -> "";
    };
  }

  private String which() {
    return switch (fact.nameOf()) {
      case "legal_name" -> " as its legal name";
      case "other_name" -> " as another name of " + quoted(company.name());
      default -> "";
    };
  }

  private String form() {
    return switch (fact.legalForm()) {
      case "", "same" -> "spaces, signs and the way it is written";
      default -> "the legal form";
    };
  }

  private void domainName(List<String> pro) {
    if (!shared.labelled() && !fact.domainName().equals("companys")) {
      return;
    }
    switch (fact.domainName()) {
      case "same" -> pro.add("its domain reads like this company's name");
      case "initials" -> pro.add("its domain is this company's initials");
      case "beginning" -> pro.add("its domain is how this company's name begins");
      case "companys" -> pro.add("this company's domain reads like the account's name");
      default -> {}
    }
  }

  private List<String> con() {
    List<String> con = new ArrayList<>();
    switch (fact.reference()) {
      case "another" -> con.add("its reference " + account.externalRef() + " is another company's");
      case "unknown" -> con.add("its reference " + account.externalRef() + " is no company's");
      default -> {}
    }
    switch (fact.domain()) {
      case "another" -> con.add("its domain is another company's");
      case "own_and_another" -> con.add("another of its domains is another company's");
      case "different" -> con.add("the two have different domains");
      default -> {}
    }
    switch (fact.phone()) {
      case "another" -> con.add("its phone number is another company's");
      case "different" -> con.add("the phone numbers differ");
      default -> {}
    }
    if (fact.city().equals("different")) {
      con.add("it is in " + account.city() + " and the company in " + company.city());
    }
    if (fact.country().equals("different")) {
      con.add("the countries differ");
    }
    if (fact.legalForm().equals("foreign")) {
      con.add("the legal forms are of different countries");
    }
    if (fact.namesakes() > 1) {
      con.add(
          others(
              fact.namesakes() - 1,
              "has the same name but for the legal form",
              "have the same name but for the legal form"));
    } else if (fact.rivalName().equals("better") || fact.rivalName().equals("as_good")) {
      con.add(
          "another company's name agrees "
              + (fact.rivalName().equals("better") ? "better" : "as well"));
    }
    if (fact.twins() > 1) {
      con.add(
          fact.twins() == 2
              ? "another account of this system has the same name"
              : (fact.twins() - 1) + " other accounts of this system have the same name");
    }
    if (fact.longerNames() > 0) {
      con.add(
          others(
              fact.longerNames(),
              "has a name that goes on from there",
              "have names that go on from there"));
    }
    if (fact.rivalProof()) {
      con.add("its reference, domain or phone number points to another company");
    }
    if (fact.code().equals("another")) {
      con.add("it is another company's short code");
    }
    if (!fact.siteName().isEmpty()) {
      con.add("it has a name of its own, " + quoted(fact.siteName()));
    }
    if (!fact.active()) {
      con.add("the company is not active");
    }
    return con;
  }

  private static String others(int count, String one, String many) {
    return count == 1 ? "another company " + one : count + " other companies " + many;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
