package io.trueup.pages;

import io.trueup.client.AccountFacts;
import io.trueup.client.Candidate;
import io.trueup.client.ClientCompany;
import io.trueup.client.ClientMatch;
import io.trueup.client.CompanyFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A company laid beside an account.
 *
 * @param score how likely, 0 to 1; null where the rules give none
 * @param evidence what speaks for it and against it, a sentence; empty where it was not compared
 * @param rejected whether a person said that it never is
 * @param linked whether the account is its by now
 * @param lines what both say of themselves, in the order of {@link #LABELS}
 * @param others other accounts that are its
 */
public record ClientSide(
    String companyId,
    String name,
    String status,
    @Nullable BigDecimal score,
    String evidence,
    boolean rejected,
    boolean linked,
    List<Line> lines,
    CompanyFacts facts,
    List<ClientMatch> others) {
  /** What is compared. */
  public static final List<String> LABELS =
      List.of("Name", "Domains", "Id or code", "Phone", "Place");

  public ClientSide {
    lines = List.copyOf(lines);
    others = List.copyOf(others);
  }

  /**
   * One thing that the company says of itself.
   *
   * @param verdict {@code agrees}, {@code partly}, {@code differs}, or empty where nothing is said
   * @param words how it compares, in words; empty where nothing is said
   */
  public record Line(List<String> theirs, String verdict, String words) {
    public Line {
      theirs = theirs.stream().filter(text -> !text.isEmpty()).toList();
    }
  }

  private record Verdict(String verdict, String words) {
    static final Verdict NONE = new Verdict("", "");
  }

  private static final Map<String, Verdict> NAMES =
      Map.of(
          "identical", new Verdict("agrees", "the same name"),
          "same", new Verdict("agrees", "the same but for legal form or spelling"),
          "explained", new Verdict("agrees", "the same with a code, place or remark"),
          "reordered", new Verdict("agrees", "the same words in another order"),
          "spelling", new Verdict("partly", "words spelt or shortened otherwise"),
          "initials", new Verdict("partly", "initials of the other"),
          "shortened", new Verdict("partly", "how the company's name begins"),
          "extended", new Verdict("partly", "has words more"),
          "overlap", new Verdict("differs", "a word in common at most"),
          "none", new Verdict("differs", "no word in common"));
  private static final Map<String, Verdict> DOMAINS =
      Map.of(
          "own", new Verdict("agrees", "this company's alone"),
          "own_among_others", new Verdict("agrees", "this company's alone, among others"),
          "own_and_another", new Verdict("partly", "one is another company's"),
          "shared", new Verdict("partly", "shared by companies"),
          "another", new Verdict("differs", "another company's"),
          "different", new Verdict("differs", "none in common"));
  private static final Map<String, Verdict> REFERENCES =
      Map.of(
          "company_id", new Verdict("agrees", "carries this company's id"),
          "short_code", new Verdict("agrees", "carries this company's short code"),
          "shared", new Verdict("partly", "several companies have that code"),
          "another", new Verdict("differs", "names another company"),
          "unknown", new Verdict("differs", "names no company"));
  private static final Map<String, Verdict> PHONES =
      Map.of(
          "same", new Verdict("agrees", "this company's alone"),
          "shared", new Verdict("partly", "shared by companies"),
          "another", new Verdict("differs", "another company's"),
          "different", new Verdict("differs", "another number"));

  /**
   * A candidate beside the account.
   *
   * @param company as the PSA has it; null when it is gone
   */
  static ClientSide of(
      ClientMatch match,
      Candidate candidate,
      @Nullable ClientCompany company,
      List<ClientMatch> others) {
    CompanyFacts facts = company == null ? CompanyFacts.NONE : company.facts();
    return new ClientSide(
        candidate.companyId(),
        company == null ? candidate.companyName() : company.name(),
        company == null ? "gone" : company.status(),
        candidate.score(),
        candidate.evidence(),
        match.rejected().contains(candidate.companyId()),
        match.verdict().companyId().equals(candidate.companyId()),
        lines(candidate.companyName(), candidate.companyId(), facts, candidate.words()),
        facts,
        others);
  }

  /** A company that the rules did not find. */
  static ClientSide of(ClientMatch match, ClientCompany company, List<ClientMatch> others) {
    return new ClientSide(
        company.companyId(),
        company.name(),
        company.status(),
        null,
        "",
        match.rejected().contains(company.companyId()),
        match.verdict().companyId().equals(company.companyId()),
        lines(company.name(), company.companyId(), company.facts(), Map.of()),
        company.facts(),
        others);
  }

  private static List<Line> lines(
      String name, String id, CompanyFacts facts, Map<String, String> words) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        line(
            List.of(name, facts.legalName()),
            NAMES.getOrDefault(words.getOrDefault("name", ""), Verdict.NONE)));
    lines.add(
        line(
            facts.domains(), DOMAINS.getOrDefault(words.getOrDefault("domain", ""), Verdict.NONE)));
    lines.add(
        line(
            List.of(id, facts.identifier()),
            REFERENCES.getOrDefault(words.getOrDefault("reference", ""), Verdict.NONE)));
    lines.add(
        line(
            List.of(facts.phone()),
            PHONES.getOrDefault(words.getOrDefault("phone", ""), Verdict.NONE)));
    lines.add(line(List.of(facts.place()), place(words)));
    return lines;
  }

  private static Line line(List<String> theirs, Verdict verdict) {
    return new Line(theirs, verdict.verdict(), verdict.words());
  }

  private static Verdict place(Map<String, String> words) {
    if (words.getOrDefault("country", "").equals("different")) {
      return new Verdict("differs", "another country");
    }
    return switch (words.getOrDefault("city", "")) {
      case "same" -> new Verdict("agrees", "the same city");
      case "near" -> new Verdict("partly", "one is part of the other");
      case "different" -> new Verdict("differs", "another city");
      default ->
          words.getOrDefault("state", "").equals("different")
              ? new Verdict("differs", "another state")
              : Verdict.NONE;
    };
  }

  /** What the account says of itself, in the order of {@link #LABELS}. */
  static List<List<String>> mine(ClientMatch match) {
    AccountFacts facts = match.found().facts();
    return Stream.of(
            List.of(
                match.found().name(), facts.parent().isEmpty() ? "" : "below " + facts.parent()),
            facts.domains(),
            List.of(facts.reference()),
            List.of(facts.phone()),
            List.of(facts.place()))
        .map(texts -> texts.stream().filter(text -> !text.isEmpty()).toList())
        .toList();
  }
}
